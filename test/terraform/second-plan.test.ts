/** Second plans with the real provider, on states that contain what the service returns. They are empty. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ARGUMENTS } from "@modules/aws/arguments";
import { limitFaults } from "@modules/checks/checks/arguments";
import type { Json } from "@modules/checks/json";
import { synth } from "@modules/testing/synth";
import { afterAll, beforeAll, expect, test } from "vitest";
import { terraform } from "../../commands/run";
import { RETURNED } from "../support/returned-forms/all";
import type { ReturnedCase } from "../support/returned-forms/case";
import { providerEnv } from "../support/stand-ins";
import { offlineProviders, unavailable } from "../support/terraform";

const work = mkdtempSync(join(tmpdir(), "second-plan-"));
const real = { env: providerEnv("real"), missing: undefined as string | undefined };
const SETTINGS: Json = {
  terraform: { required_providers: { aws: { source: "aws", version: "5.100.0" } } },
  provider: { aws: [{ region: "us-east-1" }] },
};

/** Changes that a plan shows for the resources of each case, a line each, when arguments are sent as the modules do and otherwise. */
let sentChanges: readonly string[][];
let otherChanges: readonly string[][];

beforeAll(async () => {
  real.missing = await unavailable([{ id: "", json: SETTINGS, folder: "", producers: [] }], real.env);
  if (real.missing === undefined) {
    [sentChanges, otherChanges] = await Promise.all([changes(({ sent }) => sent), changes(({ other }) => other)]);
  }
});

afterAll(() => {
  rmSync(work, { recursive: true });
});

/** The resources of each case by name, and the same with the argument of the case in another form. */
const resources = RETURNED.map(({ type, define, otherwise }, index) =>
  Object.entries<Json>(synth(define).resource[type]).map(([name, arguments_]) => {
    const { depends_on, "//": metadata, ...sent } = withoutReferences(arguments_);
    return { name: `case-${index}-${name}`, sent, other: otherwise?.(sent) ?? sent };
  }),
);

test("has a case for each argument that an AWS service returns in one form", () => {
  const rows = Object.entries(ARGUMENTS).flatMap(([type, { returned = {} }]) =>
    Object.keys(returned).map((argument) => `${type} ${argument}`),
  );

  expect(RETURNED.map(({ type, argument }) => `${type} ${argument}`).sort()).toEqual(rows.sort());
});

const cases = RETURNED.map(({ name, otherwise }, index) => ({ name, index, hasOtherForm: otherwise !== undefined }));

test.for(cases)("plans nothing for $name", ({ index }, context) => {
  context.skip(real.missing !== undefined, real.missing);
  expect(sentChanges[index]).toEqual(RETURNED[index]!.changes ?? []);
});

test.for(cases.filter(({ hasOtherForm }) => hasOtherForm))(
  "plans a change of $name in another form, which synthesis refuses",
  ({ index }, context) => {
    const faults = resources[index]!.flatMap(({ other }) => faultsOf(RETURNED[index]!, other));
    expect(faults).not.toEqual([]);
    expect(resources[index]!.flatMap(({ sent }) => faultsOf(RETURNED[index]!, sent))).toEqual([]);

    context.skip(real.missing !== undefined, real.missing);
    expect(otherChanges[index]).toHaveLength(faults.length);
  },
);

function faultsOf({ type }: ReturnedCase, attributes: Json): string[] {
  return limitFaults({ path: type, attributes }, ARGUMENTS[type]!);
}

type Sent = (typeof resources)[number][number];

/** Plans all cases at once. */
async function changes(argumentsOf: (one: Sent) => Json): Promise<string[][]> {
  const folder = mkdtempSync(join(work, "plan-"));
  const settings = { ...SETTINGS, ...offlineProviders({ id: "", json: SETTINGS, folder, producers: [] }) };
  settings.provider.aws[0].region = "us-east-1";
  const resource: Json = {};
  RETURNED.forEach(({ type }, index) => {
    for (const one of resources[index]!) {
      resource[type] = { ...resource[type], [one.name]: argumentsOf(one) };
    }
  });
  writeFileSync(join(folder, "main.tf.json"), JSON.stringify({ ...settings, resource }));
  writeFileSync(join(folder, "terraform.tfstate"), JSON.stringify(state()));
  await terraform(folder, ["init", "-input=false"], real);
  await terraform(folder, ["plan", "-input=false", "-refresh=false", "-out=plan"], real);
  const plan = JSON.parse(await terraform(folder, ["show", "-json", "plan"], real));
  return RETURNED.map((_, index) =>
    plan.resource_changes
      .filter(({ name, change }: Json) => name.startsWith(`case-${index}-`) && change.actions.join() !== "no-op")
      .map(
        ({ name, change }: Json) =>
          `${name.replace(/^case-\d+-/, "")}: ${change.actions.join(" and ")} ${differing(change).join(", ")}`,
      ),
  );
}

function differing({ before, after, after_unknown }: Json): string[] {
  return Object.keys({ ...after, ...after_unknown }).filter(
    (key) => after_unknown[key] === true || JSON.stringify(before?.[key]) !== JSON.stringify(after?.[key]),
  );
}

function state(): Json {
  const instances = RETURNED.flatMap(({ type, returned, sensitive = [], schemaVersion = 0 }, index) =>
    resources[index]!.map(({ name, sent: { lifecycle, ...sent } }) => ({
      mode: "managed",
      type,
      name,
      provider: 'provider["registry.terraform.io/hashicorp/aws"]',
      instances: [
        {
          schema_version: schemaVersion,
          attributes: { tags: null, tags_all: {}, ...returned(sent) },
          // Terraform plans an update when only these marks differ.
          sensitive_attributes: sensitive,
        },
      ],
    })),
  );
  return {
    version: 4,
    terraform_version: "1.11.0",
    serial: 1,
    lineage: "second-plan",
    outputs: {},
    resources: instances,
  };
}

/** Arguments with values in place of references to resources that the plan does not have. */
function withoutReferences(json: Json): Json {
  return JSON.parse(
    JSON.stringify(json)
      .replace(/\$\{[^{}]*\.arn\}/g, "arn:aws:iam::111122223333:role/known")
      .replace(/\$\{[^{}]*\}/g, "known"),
  );
}
