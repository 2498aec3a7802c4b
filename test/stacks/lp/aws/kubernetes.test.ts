import { expect, test } from "vitest";
import { stacks } from "../../../support/stacks";
import { type Json, only, statements } from "../../../support/synth";

const production = stacks["lp-production-kubernetes"]!;
const development = stacks["lp-development-kubernetes"]!;
const nodes = production.resource.aws_eks_node_group;

test("calls the cluster after the environment and shows it to administrators only", () => {
  expect(only(production, "aws_eks_cluster")).toMatchObject({
    name: "lp-production",
    vpc_config: {
      endpoint_private_access: true,
      endpoint_public_access: true,
      public_access_cidrs: ["203.0.113.0/24"],
    },
    lifecycle: { prevent_destroy: true },
  });
  expect(only(development, "aws_eks_cluster").name).toBe("lp-development");
});

test("lets plans into the cluster with the rights of their group alone", () => {
  const entries = Object.values<Json>(production.resource.aws_eks_access_entry);

  expect(entries.filter(({ kubernetes_groups: groups }) => groups)).toEqual([
    expect.objectContaining({
      principal_arn: "arn:aws:iam::333333333333:role/lp-production-plan",
      kubernetes_groups: ["planners"],
    }),
  ]);
});

test("keeps other pods off the system's nodes", () => {
  expect(nodes["system-nodes"]).toMatchObject({
    instance_types: ["t3.large"],
    capacity_type: "ON_DEMAND",
    scaling_config: { min_size: 3, desired_size: 3, max_size: 10 },
    labels: { role: "system" },
    taint: [{ key: "system", value: "true", effect: "NO_SCHEDULE" }],
  });
});

test.each(["production", "development"])("runs names and volumes of %s on the system's nodes", (environment) => {
  const { coredns, "aws-ebs-csi-driver": volumes } = stacks[`lp-${environment}-kubernetes`]!.resource.aws_eks_addon;
  const placement = {
    nodeSelector: { role: "system" },
    tolerations: [{ key: "system", operator: "Equal", value: "true", effect: "NoSchedule" }],
  };

  expect(JSON.parse(coredns.configuration_values)).toEqual(placement);
  expect(JSON.parse(volumes.configuration_values)).toEqual({ controller: placement });
  expect(coredns.depends_on).toContain("aws_eks_node_group.system-nodes");
});

test("buys applications' nodes on the spot market, from more than one pool", () => {
  const { instance_types, ...group } = nodes["application-nodes"];

  expect(group).toMatchObject({
    capacity_type: "SPOT",
    scaling_config: { min_size: 5, desired_size: 10, max_size: 50 },
    labels: { role: "application" },
  });
  expect(instance_types).toEqual(expect.arrayContaining(["c5.xlarge", "c5.2xlarge"]));
  expect(new Set(instance_types.map((type: string) => type.split(".")[0])).size).toBeGreaterThan(2);
});

test("has nodes with more memory, and disks of the size each group asks for", () => {
  const disks = Object.values<Json>(production.resource.aws_launch_template).map(
    ({ name, block_device_mappings: [{ ebs }] }) => `${name} ${ebs.volume_type} ${ebs.volume_size}`,
  );

  expect(nodes["memory-optimized"]).toMatchObject({
    instance_types: ["r5.xlarge"],
    scaling_config: { min_size: 2, desired_size: 3, max_size: 20 },
    labels: { role: "cache", workload: "redis" },
  });
  expect(disks).toEqual([
    "lp-production-system-nodes gp3 100",
    "lp-production-application-nodes gp3 200",
    "lp-production-memory-optimized gp3 100",
  ]);
});

test("leaves the number of nodes to the autoscaler, which has a role of its own", () => {
  const associations = Object.values<Json>(production.resource.aws_eks_pod_identity_association);

  expect(associations.map(({ service_account }) => service_account)).toContain("cluster-autoscaler");
  for (const group of Object.values<Json>(nodes)) {
    expect(group.lifecycle.ignore_changes).toEqual(["scaling_config[0].desired_size"]);
  }
});

test("lets the API gateway log in to the cache, in the environment's namespace", () => {
  const gateway = (json: Json) =>
    Object.values<Json>(json.resource.aws_eks_pod_identity_association).find(
      ({ service_account }) => service_account === "api-gateway-sa",
    );
  const policies = Object.values<Json>(production.resource.aws_iam_role_policy).filter(({ role }) =>
    role.includes("aws_iam_role.api-gateway."),
  );

  expect(gateway(production)?.namespace).toBe("production");
  expect(gateway(development)?.namespace).toBe("development");
  expect(policies.flatMap(({ policy }) => statements(policy)).map(({ Action }) => Action)).toEqual([
    "elasticache:Connect",
  ]);
});

test("lets pods, and nobody else, reach the database and the cache", () => {
  const rules = Object.values<Json>(production.resource.aws_vpc_security_group_ingress_rule);

  expect(rules.map(({ from_port }) => from_port).sort()).toEqual([5432, 6379]);
  for (const { referenced_security_group_id } of rules) {
    expect(referenced_security_group_id).toContain("aws_eks_cluster");
  }
});
