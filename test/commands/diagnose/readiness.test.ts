import { expect, test } from "vitest";
import { checkReadiness, nodeFaults, ownedStacks, terraformFinding } from "../../../commands/diagnose/readiness";
import { chooseStacks } from "../../../commands/workspace";
import { withPrograms } from "../../support/programs";
import { checked } from "./environments.fixture";

test.each([["18.20.0"], ["20.10.0"]])("refuses Node %s", (version) => {
  expect(nodeFaults(version)).toEqual([
    `Node must be 20.19 or newer, got ${version}; install it from https://nodejs.org`,
  ]);
});

test.each([["20.19.0"], ["24.1.0"]])("accepts Node %s", (version) => {
  expect(nodeFaults(version)).toEqual([]);
});

test("refuses an old Terraform and a missing one, with the place to get it", async () => {
  const old = withPrograms({ terraform: `echo '{"terraform_version":"1.9.8"}'` });

  expect((await terraformFinding(old)).faults).toEqual([
    "terraform must be 1.11.0 or newer, got 1.9.8; install it: https://developer.hashicorp.com/terraform/install",
  ]);
  expect((await terraformFinding({ PATH: "/nowhere" })).faults.join()).toContain("terraform was not found: install");
});

test("asks no account of environments whose owner's values are missing", () => {
  const { chosen } = chooseStacks({ stacks: ["lp-production-network", "lp-development-network"] });

  expect(ownedStacks(chosen)).toEqual([]);
});

test("reports every fault together", async () => {
  await expect(
    checkReadiness([
      { id: "lp-production-network", stack: { ...checked, node: { children: [] } } as never, environment: checked },
    ]),
  ).rejects.toThrow(
    /is still the documentation value 333333333333\n[\s\S]*Put the real values there[\s\S]*`pnpm diagnose` checks again/,
  );
});
