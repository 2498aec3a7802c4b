import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Json } from "@modules/checks/json";
import { expect, test } from "vitest";
import { readProducers, readsOf, sharedReads } from "../../../commands/runner/reads";
import { consumersOf } from "../../../commands/runner/summary";
import { savedPlan } from "../../support/plans";
import { withPrograms } from "../../support/programs";

const NAME = "cross-stack-reference-input-shop-network";
const JSON_OF_DATA = {
  data: { terraform_remote_state: { [NAME]: { backend: "s3" } } },
  resource: {
    aws_db_instance: { d: { vpc: `\${data.terraform_remote_state.${NAME}.outputs.cross-stack-output-vpc}` } },
  },
};

test("finds the outputs that a stack reads", () => {
  expect([...readsOf(JSON_OF_DATA)]).toEqual([["shop-network", ["cross-stack-output-vpc"]]]);
  expect(readsOf({}).size).toBe(0);
});

test("finds plans that read an output which another plan changes", () => {
  const plans = (output: string) => [savedPlan("shop-network", [], { outputs: [output] }), savedPlan("shop-data", [])];
  const jsonOf = (id: string) => (id === "shop-data" ? JSON_OF_DATA : {});

  expect(consumersOf(plans("cross-stack-output-vpc"), jsonOf)).toEqual([{ id: "shop-data", after: ["shop-network"] }]);
  expect(consumersOf(plans("cross-stack-output-other"), jsonOf)).toEqual([]);
});

/** A stack that reads the output `v` of others. */
function reader(...producers: readonly string[]): Json {
  const names = producers.map((id) => `cross-stack-reference-input-${id}`);
  return {
    data: { terraform_remote_state: Object.fromEntries(names.map((name) => [name, { backend: "s3" }])) },
    output: Object.fromEntries(names.map((name) => [name, `\${data.terraform_remote_state.${name}.outputs.v}`])),
  };
}

/**
 * Variables that make `terraform` a program which records its plans. The state of `network` has an output, there is no
 * state of `later`, and that of `locked` may not be read.
 */
function recorded(): { readonly env: NodeJS.ProcessEnv; readonly plans: () => number } {
  const calls = join(mkdtempSync(join(tmpdir(), "reads-test-")), "calls");
  const fault = (summary: string, id: string) =>
    JSON.stringify({
      type: "diagnostic",
      diagnostic: {
        severity: "error",
        summary,
        detail: id,
        address: `data.terraform_remote_state.cross-stack-reference-input-${id}`,
      },
    });
  const env = withPrograms({
    terraform: `
[ "$1" = show ] && { echo '{"planned_values":{"outputs":{"_network":{"value":{"v":1}}}}}'; exit; }
echo plan >>${calls}
if grep -q input-locked main.tf.json; then echo '${fault("Access denied", "locked")}'; exit 1; fi
if grep -q input-later main.tf.json; then echo '${fault("Unable to find remote state", "later")}'; exit 1; fi
`,
  });
  return { env, plans: () => readFileSync(calls, "utf8").trim().split("\n").length };
}

test("reads the states of all stacks in one run", async () => {
  const { env, plans } = recorded();
  const reads = sharedReads([reader("network"), reader("network"), {}], env);

  const [first, second, none] = await Promise.all([reader("network"), reader("network"), {}].map(reads));

  expect(plans()).toBe(1);
  expect(first).toEqual(await readProducers(reader("network"), env));
  expect(first?.missing).toEqual([]);
  expect(second).toEqual(first);
  expect(none).toEqual({ digests: {}, missing: [] });
});

test("names the stacks without a state in a run for all stacks", async () => {
  const { env } = recorded();
  const stacks = [reader("network"), reader("network", "later")];
  const reads = sharedReads(stacks, env);

  expect((await reads(stacks[0]!)).missing).toEqual([]);
  expect((await reads(stacks[1]!)).missing).toEqual(["later"]);
});

test("reads each stack's own states when one of them cannot be read", async () => {
  const { env } = recorded();
  const stacks = [reader("network"), reader("locked")];
  const reads = sharedReads(stacks, env);

  expect((await reads(stacks[0]!)).missing).toEqual([]);
  await expect(reads(stacks[1]!)).rejects.toThrow("the states of locked cannot be read\nAccess denied: locked");
});
