import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { strToU8, zipSync } from "fflate";
import { expect, test } from "vitest";
import { stateOfPlan } from "../../../commands/runner/plan-file";

const file = join(mkdtempSync(join(tmpdir(), "plan-file-")), "plan");

function writePlan(state: object): void {
  const text = (value: object) => strToU8(JSON.stringify(value));
  writeFileSync(
    file,
    zipSync({ tfplan: strToU8("a plan"), tfstate: text(state), "tfstate-prev": text({ serial: 3 }) }),
  );
}

test("reads the state that a plan was made with", () => {
  writePlan({ serial: 4, lineage: "l", resources: [] });

  expect(stateOfPlan(file)).toEqual({ serial: 4, lineage: "l" });
});

test("finds no state in the first plan of a stack", () => {
  writePlan({ serial: 0, lineage: "", resources: [] });

  expect(stateOfPlan(file)).toBeUndefined();
});

test("tells a plan that HCP Terraform keeps from a plan of this machine", () => {
  writeFileSync(file, JSON.stringify({ remote_plan_format: 1, run_id: "run-1", hostname: "hcp.example" }));

  expect(stateOfPlan(file)).toBe("remote");
});
