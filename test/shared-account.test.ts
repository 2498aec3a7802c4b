/** Tests that environments can share an account without conflicts of names, states and settings. */

import { stackFaults } from "@modules/checks/checks/unique-addresses";
import { uniqueNameFaults } from "@modules/checks/checks/unique-names";
import { prepare } from "@modules/checks/prepare";
import { disableStackTraces } from "@modules/checks/stack-traces";
import { expect, test } from "vitest";
import { build } from "../app/build";
import { type CheckedEnvironment, checkedEnvironments } from "../app/environments";
import type { GoogleEnvironment } from "../stacks/base/google-stack";
import { platforms } from "../stacks/platforms";

disableStackTraces();

const ACCOUNT = "111122223333";

/** The environment in the shared account; the first one creates the resources that an account has only once. */
function moved({ environment, ...rest }: CheckedEnvironment, isFirst: boolean): CheckedEnvironment {
  const here: typeof environment = JSON.parse(JSON.stringify(environment).replaceAll(environment.account.id, ACCOUNT));
  return {
    ...rest,
    environment: {
      ...here,
      account: {
        ...here.account,
        createDefaults: isFirst,
        quotas: { elasticIps: 50, vpcs: 50, natGatewaysPerZone: 10 },
      },
      delivery: { ...here.delivery, createProvider: isFirst },
    },
  };
}

function faultsTogether(environments: readonly CheckedEnvironment[]): string[] {
  const prepared = prepare(build(environments));
  return [...stackFaults(prepared), ...uniqueNameFaults(prepared)];
}

test("lets all environments share an account", () => {
  const environments = checkedEnvironments(platforms).map((one, index) => moved(one, index === 0));

  expect(faultsTogether(environments)).toEqual([]);
});

test("fails when two environments both create what an account has once, with the settings that leave it out", () => {
  const [first, second] = checkedEnvironments(platforms);

  const faults = faultsTogether([moved(first!, true), moved(second!, true)]);

  expect(faults.join("\n")).toMatch(
    /there is only one aws_ebs_encryption_by_default in us-east-1 of account 1111\d+; set account.createDefaults: false for all but one of them/,
  );
  expect(faults.join("\n")).toMatch(
    /-bootstrap.*: url must be unique in account 1111.*; set delivery.createProvider: false for all but one of them/,
  );
});

test("fails when two environments share a Google Cloud project", () => {
  const [first, second] = checkedEnvironments(platforms).filter(
    ({ environment }) => (environment as GoogleEnvironment).google,
  ) as [CheckedEnvironment, CheckedEnvironment];
  const { id } = (first.environment as GoogleEnvironment).google!.project;
  const { google } = second.environment as GoogleEnvironment;
  const intruder = {
    ...second,
    environment: { ...second.environment, google: { ...google, project: { ...google!.project, id } } },
  };

  expect(faultsTogether([first, intruder]).join("\n")).toMatch(
    new RegExp(`account_id must be unique in project ${id}, got delivery-apply`),
  );
});
