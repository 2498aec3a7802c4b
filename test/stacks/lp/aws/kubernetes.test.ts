import type { Json } from "@modules/checks/json";
import { POSTGRES_PORT, REDIS_PORT } from "@modules/core/ports";
import { only, resources, statements } from "@modules/testing/resources";
import { synthAll } from "@modules/testing/synth";
import { describe, expect, test } from "vitest";
import { development as developmentFile } from "../../../../environments/lp/development";
import { production as productionFile } from "../../../../environments/lp/production";
import { lpSchema } from "../../../../environments/lp/rules";
import { defineLp } from "../../../../stacks/lp/define";
import { stacks } from "../../../support/stacks";

const { account, kubernetes } = productionFile;
const production = stacks["lp-production-kubernetes"]!;
const development = stacks["lp-development-kubernetes"]!;
const nodeGroups = production.resource.aws_eks_node_group;

function scaling({ min, desired, max }: { min: number; desired: number; max: number }) {
  return { min_size: min, desired_size: desired, max_size: max };
}

test("names the cluster after the environment and admits administrators' networks only", () => {
  expect(only(production, "aws_eks_cluster")).toMatchObject({
    name: "lp-production",
    version: kubernetes.version,
    vpc_config: {
      endpoint_private_access: true,
      endpoint_public_access: true,
      public_access_cidrs: kubernetes.adminCidrs,
    },
    lifecycle: { prevent_destroy: true },
  });
  expect(only(development, "aws_eks_cluster").name).toBe("lp-development");
});

test("maps the plan role to the planners' group", () => {
  const entries = resources(production, "aws_eks_access_entry");

  expect(entries.filter(({ kubernetes_groups: groups }) => groups)).toEqual([
    expect.objectContaining({
      principal_arn: `arn:aws:iam::${account.id}:role/lp-production-plan`,
      kubernetes_groups: ["planners"],
    }),
  ]);
});

test("taints the system nodes", () => {
  expect(nodeGroups["system-nodes"]).toMatchObject({
    instance_types: kubernetes.systemNodes.instanceTypes,
    capacity_type: "ON_DEMAND",
    scaling_config: scaling(kubernetes.systemNodes),
    labels: { role: "system" },
    taint: [{ key: "system", value: "true", effect: "NO_SCHEDULE" }],
  });
});

test.each([
  ["production", production],
  ["development", development],
])("runs CoreDNS and the EBS CSI driver of %s on the system nodes", (_environment, json) => {
  const { coredns, "aws-ebs-csi-driver": volumes } = json.resource.aws_eks_addon;
  const placement = {
    nodeSelector: { role: "system" },
    tolerations: [{ key: "system", operator: "Equal", value: "true", effect: "NoSchedule" }],
  };

  expect(JSON.parse(coredns.configuration_values)).toEqual(placement);
  expect(JSON.parse(volumes.configuration_values)).toEqual({ controller: placement });
  expect(coredns.depends_on).toContain("aws_eks_node_group.system-nodes");
});

test("buys application nodes as Spot Instances of several families", () => {
  const { instance_types, ...group } = nodeGroups["application-nodes"];

  expect(group).toMatchObject({
    capacity_type: "SPOT",
    scaling_config: scaling(kubernetes.applicationNodes),
    labels: { role: "application" },
  });
  expect(instance_types).toEqual(kubernetes.applicationNodes.instanceTypes);
  expect(new Set(instance_types.map((type: string) => type.split(".")[0])).size).toBeGreaterThan(2);
});

test("labels the memory-optimized nodes for caches", () => {
  expect(nodeGroups["memory-optimized"]).toMatchObject({
    instance_types: kubernetes.memoryOptimizedNodes.instanceTypes,
    scaling_config: scaling(kubernetes.memoryOptimizedNodes),
    labels: { role: "cache", workload: "redis" },
  });
});

test("gives the nodes of each group a root volume of the environment's size", () => {
  const volumes = resources(production, "aws_launch_template").map(({ name, block_device_mappings: [{ ebs }] }) => [
    name,
    ebs.volume_type,
    ebs.volume_size,
  ]);

  expect(volumes).toEqual([
    ["lp-production-system-nodes", "gp3", kubernetes.systemNodes.volumeGibibytes],
    ["lp-production-application-nodes", "gp3", kubernetes.applicationNodes.volumeGibibytes],
    ["lp-production-memory-optimized", "gp3", kubernetes.memoryOptimizedNodes.volumeGibibytes],
  ]);
});

test("leaves the number of nodes to the cluster autoscaler, which has an identity", () => {
  const associations = resources(production, "aws_eks_pod_identity_association");

  expect(associations.map(({ service_account }) => service_account)).toContain("cluster-autoscaler");
  for (const group of Object.values<Json>(nodeGroups)) {
    expect(group.lifecycle.ignore_changes).toEqual(["scaling_config[0].desired_size"]);
  }
});

test("lets the API gateway connect to the cache and the database, from the environment's namespace", () => {
  const gateway = (json: Json) =>
    resources(json, "aws_eks_pod_identity_association").find(
      ({ service_account }) => service_account === "api-gateway-sa",
    );
  const policies = resources(production, "aws_iam_role_policy").filter(({ role }) =>
    role.includes("aws_iam_role.api-gateway."),
  );

  expect(gateway(production)?.namespace).toBe(kubernetes.namespace);
  expect(gateway(development)?.namespace).toBe(developmentFile.kubernetes.namespace);
  expect(policies.flatMap(({ policy }) => statements(policy)).map(({ Action }) => Action)).toEqual([
    "elasticache:Connect",
    "rds-db:connect",
    "rds-db:connect",
  ]);
});

test("lets the cluster's pods reach the database and the cache", () => {
  const rules = resources(production, "aws_vpc_security_group_ingress_rule").filter(
    ({ security_group_id }) => !security_group_id.includes("aws_eks_cluster"),
  );

  expect(rules.map(({ from_port }) => from_port).sort()).toEqual([POSTGRES_PORT, REDIS_PORT]);
  for (const { referenced_security_group_id } of rules) {
    expect(referenced_security_group_id).toContain("aws_eks_cluster");
  }
});

describe("address of the database", () => {
  const { region } = productionFile.database.replica!;
  const addressIn = (json: Json) => json.resource.aws_ssm_parameter["database-url"].value;

  test("is the primary cluster's, until the copy has taken over", () => {
    expect(addressIn(production)).toMatch(/lp-production-data\./);
    expect(addressIn(production)).not.toContain(region);
  });

  test("is the copy's once it has taken over", () => {
    const file = structuredClone(productionFile);
    file.database.replica!.promoted = true;
    const json = synthAll((app) => defineLp(app, lpSchema.parse(file)))["lp-production-kubernetes"]!;

    expect(addressIn(json)).toContain(`lp-production-data-${region}.`);
  });

  test("is open to the API's login in both clusters", () => {
    const logins = resources(production, "aws_iam_role_policy")
      .flatMap(({ policy }) => statements(policy))
      .filter(({ Action }) => Action === "rds-db:connect");

    expect(logins.map(({ Resource }) => Resource).sort()).toEqual([
      expect.stringMatching(new RegExp(`^arn:aws:rds-db:${productionFile.account.region}:.*lp-production-data\\.`)),
      expect.stringMatching(new RegExp(`^arn:aws:rds-db:${region}:.*lp-production-data-${region}`)),
    ]);
  });
});
