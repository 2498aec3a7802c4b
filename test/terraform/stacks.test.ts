/**
 * Runs real Terraform on every stack of every environment: applies them on stand-ins of the providers, and
 * plans those of AWS offline with the real provider.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, type TestContext, test } from "vitest";
import { terraform } from "../../commands/run";
import { stateWith } from "../../commands/runner/placeholder-state";
import { placeholdersOf } from "../../commands/runner/placeholders";
import { providerEnv } from "../support/stand-ins";
import {
  copy,
  expectNoChanges,
  forStandIns,
  limiter,
  localState,
  OWN_STATE,
  offlineProviders,
  type SynthesizedStack,
  synthesizeAll,
  unavailable,
} from "../support/terraform";
import { addressesIn, addressesInState, plannedAddresses } from "../support/terraform-addresses";
import { groupsOf, writeGroup } from "../support/terraform-groups";
import { initializer, narrowStandIns } from "../support/terraform-init";

const stacks = synthesizeAll();
const ids = stacks.map(({ id }) => id);
const work = mkdtempSync(join(tmpdir(), "terraform-work-"));
const standIns = { env: providerEnv("stand-in"), missing: undefined as string | undefined };
const real = { env: providerEnv("real"), missing: undefined as string | undefined };
const initialize = { standIns: initializer(narrowStandIns), real: initializer() };
/** Each provider uses a CPU, and the real provider also a gigabyte of memory. */
const limit = limiter(2);

beforeAll(async () => {
  mkdirSync(join(work, "samples"));
  for (const { id, json } of stacks) {
    writeFileSync(sampleOf(id), JSON.stringify(stateWith(placeholdersOf(json))));
  }
  for (const [name, providers] of Object.entries({ "stand-in": standIns, real })) {
    providers.missing = await unavailable(stacks, providers.env);
    if (providers.missing) {
      console.warn(`skipped ${name} providers: ${providers.missing}`);
    }
  }
});

afterAll(() => {
  rmSync(work, { recursive: true });
});

/** Error of a stack that could not be applied, because a stack whose outputs it reads failed. */
class Blocked extends Error {}

/** Runs Terraform on a stack. Returns the addresses that Terraform created, or has left. */
type Task = (stack: SynthesizedStack) => Promise<readonly string[]>;

/** Runs the task once for each stack, even if several other stacks wait for it. */
function once(task: Task): Task {
  const tasks = new Map<string, Promise<readonly string[]>>();
  return (stack) => {
    const running = tasks.get(stack.id) ?? task(stack);
    tasks.set(stack.id, running);
    return running;
  };
}

async function after(others: readonly SynthesizedStack[], task: Task) {
  const outcomes = await Promise.allSettled(others.map(task));
  const failed = others.filter((_, index) => outcomes[index]!.status === "rejected").map(({ id }) => id);
  if (failed.length > 0) {
    throw new Blocked(`waits for ${failed.join(", ")}, which failed`);
  }
}

const producersOf = ({ producers }: SynthesizedStack) => stacks.filter(({ id }) => producers.includes(id));
const consumersOf = ({ id }: SynthesizedStack) => stacks.filter(({ producers }) => producers.includes(id));
const appliedFolder = ({ id }: SynthesizedStack) => join(work, "applied", id);
const stateOf = (id: string) => join(work, "applied", id, OWN_STATE);
/**
 * State files with outputs from a plan of an empty account, whose forms the real provider accepts; outputs of applied
 * stand-ins do not have these forms.
 */
const sampleOf = (id: string) => join(work, "samples", `${id}.tfstate`);

const apply = once(async (stack) => {
  await after(producersOf(stack), apply);
  return limit(async () => {
    const override = { ...localState(stack, stateOf), ...offlineProviders(stack), ...forStandIns(stack) };
    const folder = copy(stack, join(work, "applied"), override);
    await initialize.standIns(folder, stack.json, standIns);
    await terraform(folder, ["apply", "-input=false", "-auto-approve"], standIns);
    await expectNoChanges(folder, standIns.env!);
    return addressesInState(stateOf(stack.id));
  });
});

const destroy = once(async (stack) => {
  await after([stack], apply);
  await after(consumersOf(stack), destroy);
  return limit(async () => {
    await terraform(appliedFolder(stack), ["destroy", "-input=false", "-auto-approve", "-refresh=false"], standIns);
    return addressesInState(stateOf(stack.id));
  });
});

const planAlone = once((stack) =>
  limit(async () => {
    const folder = copy(stack, join(work, "planned"), { ...localState(stack, sampleOf), ...offlineProviders(stack) });
    await initialize.real(folder, stack.json, real);
    return plannedAddresses(folder, real.env!);
  }),
);

/** Plans the stacks with one run of Terraform. Returns the addresses that it creates; undefined when it fails. */
async function planTogether(stacks: readonly SynthesizedStack[]): Promise<readonly string[] | undefined> {
  const folder = mkdtempSync(join(work, "group-"));
  const override = (stack: SynthesizedStack) => {
    const { data } = localState(stack, sampleOf);
    return data ? { data } : {};
  };
  const json = writeGroup(stacks, folder, override);
  try {
    await initialize.real(folder, json, real);
    await terraform(folder, ["get"], real);
    return await plannedAddresses(folder, real.env!);
  } catch (error) {
    console.warn(`planning each of ${stacks.map(({ id }) => id).join(", ")} by itself: ${(error as Error).message}`);
    return undefined;
  }
}

/** Addresses that the plan of a stack's group creates, by the id of the stack. */
const groupPlans = new Map<string, Promise<readonly string[] | undefined>>();

/** Starts the plans of the stacks in groups, once for all tests that call it. */
function planInGroups(ids: readonly string[]): void {
  if (groupPlans.size > 0) {
    return;
  }
  for (const group of groupsOf(stacks.filter(({ id }) => ids.includes(id)))) {
    const planned = limit(() => planTogether(group));
    for (const { id } of group) {
      groupPlans.set(id, planned);
    }
  }
}

/**
 * When the plan of a group fails, each of its stacks is planned alone, so that a fault is reported for the right stack.
 */
const plan = once(async (stack) => {
  const own = `module.${stack.id}.`;
  const addresses = await groupPlans.get(stack.id);
  return (
    addresses?.filter((one) => one.startsWith(own)).map((one) => one.slice(own.length)) ?? (await planAlone(stack))
  );
});

/** Runs the task and fails unless Terraform has created, or left, exactly the expected addresses. */
async function attempt(
  context: TestContext,
  missing: string | undefined,
  id: string,
  task: Task,
  expected: (stack: SynthesizedStack) => unknown = (stack) => expect.arrayContaining(addressesIn(stack)),
): Promise<void> {
  context.skip(missing !== undefined, missing);
  const stack = stacks.find((one) => one.id === id)!;
  try {
    context.expect(await task(stack)).toEqual(expected(stack));
  } catch (error) {
    context.skip(error instanceof Blocked, (error as Error).message);
    throw error;
  }
}

describe("on stand-ins of the providers", () => {
  test.concurrent.for(ids)("applies %s, then plans no change", (id, context) =>
    attempt(context, standIns.missing, id, apply),
  );

  test.concurrent.for([...ids].reverse())("destroys %s", (id, context) =>
    attempt(context, standIns.missing, id, destroy, () => []),
  );
});

describe("with the real providers", () => {
  // Only stacks with AWS are planned, because the providers of other clouds are stand-ins, on which the stacks were
  // already applied.
  const planned = stacks.filter(({ json }) => json.provider.aws).map(({ id }) => id);
  const title = "validates and plans ";

  test.concurrent.for(planned)(`${title}%s`, (id, context) =>
    attempt(context, real.missing, id, (stack) => {
      const chosen = context.task.suite!.tasks.filter(({ mode }) => mode !== "skip");
      planInGroups(chosen.map(({ name }) => name.slice(title.length)));
      return plan(stack);
    }),
  );
});
