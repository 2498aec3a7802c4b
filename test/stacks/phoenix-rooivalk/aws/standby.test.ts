import { expect, test } from "vitest";
import { stacks } from "../../../support/stacks";
import { type Json, only } from "../../../support/synth";

function standby(stack: string): Json {
  return stacks[`phoenix-rooivalk-production-${stack}-us-west-2`]!;
}

function all(json: Json, type: string): Json[] {
  return Object.values(json.resource[type] ?? {});
}

test("stands in its own region, in production alone", () => {
  for (const stack of ["security", "network", "copies", "data", "cache", "load-balancing", "kubernetes"]) {
    expect(standby(stack).provider.aws.map(({ region }: Json) => region)).toEqual(["us-west-2"]);
  }
  expect(Object.keys(stacks).filter((id) => /phoenix-rooivalk-development-.*us-west-2$/.test(id))).toEqual([]);
});

test("runs a cluster with a node in each zone, which grows as far as the primary one", () => {
  expect(only(standby("kubernetes"), "aws_eks_cluster").name).toBe("phoenix-rooivalk-eks");
  expect(all(standby("kubernetes"), "aws_eks_node_group")).toMatchObject(
    ["us-west-2a", "us-west-2b"].map((zone) => ({
      node_group_name: `general-purpose-${zone}`,
      scaling_config: { min_size: 1, max_size: 20 },
    })),
  );
});

test("follows the sessions of the primary region", () => {
  expect(only(standby("cache"), "aws_elasticache_replication_group")).toMatchObject({
    replication_group_id: "phoenix-sessions-us-west-2",
    global_replication_group_id: expect.stringContaining("production-data.outputs"),
    replicas_per_node_group: 2,
    kms_key_id: expect.stringContaining("security-us-west-2.outputs"),
  });
});

test("admits its own nodes to the replica and the cache", () => {
  for (const [stack, port] of [
    ["data", 5432],
    ["cache", 6379],
  ] as const) {
    expect(only(standby(stack), "aws_vpc_security_group_ingress_rule")).toMatchObject({
      from_port: port,
      referenced_security_group_id: expect.stringMatching(/network-us-west-2\.outputs\..*eks/),
    });
  }
});

test("gives the application copies of its data, under its region's key", () => {
  const granted = all(standby("kubernetes"), "aws_iam_role_policy")
    .filter(({ role }) => /aws_iam_role\.application\./.test(role))
    .map(({ policy }) => policy)
    .join();

  expect(granted).toContain("copies-us-west-2.outputs");
  expect(granted).toContain("cache-us-west-2.outputs");
  expect(granted).toContain("secretsmanager:us-west-2:555555555555:secret:phoenix-rooivalk/database-credentials");
  expect(granted).not.toContain("production-security.outputs");
});

test("names roles after the region, since they belong to the account", () => {
  const roles = all(standby("kubernetes"), "aws_iam_role");

  expect(roles.length).toBeGreaterThan(0);
  expect(roles.filter(({ name }) => !name.endsWith("-us-west-2"))).toEqual([]);
});
