import { expect, test } from "vitest";
import { readsOf } from "../../../commands/runner/reads";
import { consumersOf } from "../../../commands/runner/summary";
import { savedPlan } from "../../support/plans";

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
