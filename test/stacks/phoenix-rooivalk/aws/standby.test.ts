import type { Json } from "@modules/checks/json";
import { POSTGRES_PORT, REDIS_PORT } from "@modules/core/ports";
import { only, resources } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { production } from "../../../../environments/phoenix-rooivalk/production";
import { stacks } from "../../../support/stacks";

const { account, kubernetes, secondaryRegions } = production;
const { region, min } = production.recovery!;

function standby(stack: string): Json {
  return stacks[`phoenix-rooivalk-production-${stack}-${region}`]!;
}

test.each(["security", "network", "copies", "data", "cache", "load-balancing", "kubernetes"])(
  "makes the stack %s in the recovery region",
  (stack) => {
    expect(standby(stack).provider.aws).toMatchObject([{ region }]);
  },
);

test("runs a cluster of the recovery size that grows as large as the primary one", () => {
  expect(only(standby("kubernetes"), "aws_eks_cluster").name).toBe("phoenix-rooivalk-eks");
  expect(resources(standby("kubernetes"), "aws_eks_node_group")).toMatchObject(
    secondaryRegions[region]!.network.availabilityZones.map((zone) => ({
      node_group_name: `general-purpose-${zone}`,
      scaling_config: { min_size: min, max_size: kubernetes.generalPurpose.max },
    })),
  );
});

test.each([
  ["data", POSTGRES_PORT],
  ["cache", REDIS_PORT],
])("admits the standby's nodes to the replica in %s", (stack, port) => {
  expect(only(standby(stack), "aws_vpc_security_group_ingress_rule")).toMatchObject({
    from_port: port,
    referenced_security_group_id: expect.stringMatching(new RegExp(`network-${region}\\.outputs\\..*eks`)),
  });
});

test("grants the application replicated data, under the keys of the recovery region", () => {
  const granted = resources(standby("kubernetes"), "aws_iam_role_policy")
    .filter(({ role }) => /aws_iam_role\.application\./.test(role))
    .map(({ policy }) => policy)
    .join();

  expect(granted).toContain(`copies-${region}.outputs`);
  expect(granted).toContain(`cache-${region}.outputs`);
  expect(granted).toContain(`secretsmanager:${region}:${account.id}:secret:phoenix-rooivalk/application-database`);
  expect(granted).not.toContain("production-security.outputs");
});

test("ends the names of IAM roles with the region, as they are unique in the account", () => {
  const names = resources(standby("kubernetes"), "aws_iam_role").map(({ name }) => name);

  expect(names.length).toBeGreaterThan(0);
  expect(names.filter((name) => !name.endsWith(`-${region}`))).toEqual([]);
});

test("is left out without recovery in the environment", () => {
  expect(
    Object.keys(stacks).filter((id) => id.startsWith("phoenix-rooivalk-development-") && id.endsWith(region)),
  ).toEqual([]);
});
