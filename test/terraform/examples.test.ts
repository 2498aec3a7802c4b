/**
 * Runs real Terraform on the examples of all modules: plans those of AWS with the real provider, and applies the others
 * on stand-ins.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { synthesize } from "@modules/checks/synthesize";
import { afterAll, beforeAll, expect, type TestContext, test } from "vitest";
import { terraform } from "../../commands/run";
import { exampleApp, loadExamples } from "../support/examples";
import { providerEnv } from "../support/stand-ins";
import {
  copy,
  expectNoChanges,
  forStandIns,
  limiter,
  offlineProviders,
  type SynthesizedStack,
  unavailable,
} from "../support/terraform";
import { addressesIn, addressesInState, plannedAddresses } from "../support/terraform-addresses";

const work = mkdtempSync(join(tmpdir(), "examples-"));
const outdir = join(work, "out");
const examples = await loadExamples();
const stacks: readonly SynthesizedStack[] = synthesize(exampleApp(examples, outdir)).map(({ id, json }) => ({
  id,
  json,
  folder: join(outdir, "stacks", id),
  producers: [],
}));
const standIns = { env: providerEnv("stand-in"), missing: undefined as string | undefined };
const real = { env: providerEnv("real"), missing: undefined as string | undefined };
const limit = limiter(2);

beforeAll(async () => {
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

const byId = new Map(stacks.map((stack) => [stack.id, stack]));
const isAws = ({ json }: SynthesizedStack) => json.provider.aws !== undefined;
const idsOf = (some: readonly SynthesizedStack[]) => some.map(({ id }) => id);

const stateFile = (kind: string, { id }: SynthesizedStack) => join(work, kind, `${id}.tfstate`);

function folderOf(kind: string, stack: SynthesizedStack, override: object): string {
  const folder = copy(stack, join(work, kind), override);
  writeFileSync(
    join(folder, "y_override.tf.json"),
    JSON.stringify({ terraform: { backend: { local: { path: stateFile(kind, stack) } } } }),
  );
  return folder;
}

test.concurrent.for(idsOf(stacks.filter((stack) => !isAws(stack))))(
  "applies %s on stand-ins, then plans no change",
  async (id, context: TestContext) => {
    context.skip(standIns.missing !== undefined, standIns.missing);
    const stack = byId.get(id)!;
    await limit(async () => {
      const folder = folderOf("applied", stack, { ...offlineProviders(stack), ...forStandIns(stack) });
      await terraform(folder, ["init", "-input=false"], standIns);
      await terraform(folder, ["apply", "-input=false", "-auto-approve"], standIns);
      await expectNoChanges(folder, standIns.env!);
    });

    context.expect(addressesInState(stateFile("applied", stack))).toEqual(expect.arrayContaining(addressesIn(stack)));
  },
);

test.concurrent.for(idsOf(stacks.filter(isAws)))(
  "plans %s with the real provider",
  async (id, context: TestContext) => {
    context.skip(real.missing !== undefined, real.missing);
    const stack = byId.get(id)!;
    const planned = await limit(async () => {
      const folder = folderOf("planned", stack, offlineProviders(stack));
      await terraform(folder, ["init", "-input=false"], real);
      return plannedAddresses(folder, real.env!);
    });

    context.expect(planned).toEqual(expect.arrayContaining(addressesIn(stack)));
  },
);
