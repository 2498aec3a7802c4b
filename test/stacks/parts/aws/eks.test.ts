import { EksNodeGroup } from "@modules/aws/eks/eks-node-group";
import { SecurityGroup } from "@modules/aws/network/security-group";
import type { Json } from "@modules/checks/json";
import { only, resources } from "@modules/testing/resources";
import { expect, test } from "vitest";
import type { ClusterSettings } from "../../../../environments/schema/kubernetes";
import { addCluster, addNetworkAddons, addWorkloadAddons, type ClusterProps } from "../../../../stacks/parts/aws/eks";
import { Fixture } from "../../../modules/aws/ecs/fixture";
import { synthAws } from "../fixture";

const SETTINGS: ClusterSettings = { version: "1.35", adminCidrs: ["203.0.113.0/24"], administrators: ["platform"] };
const RESERVED = {
  labels: { role: "system" },
  taints: [{ key: "dedicated", value: "system", effect: "NO_SCHEDULE" as const }],
};

/** A cluster with its add-ons and one node group. */
function cluster(props: Partial<ClusterProps> = {}, { runner = false, reserved = false } = {}): Json {
  return synthAws((stack) => {
    const { vpc, key, logsKey } = new Fixture(stack);
    const clients = new SecurityGroup(stack, "runner", { name: "runner", description: "Runner", vpc });
    const made = addCluster(stack, {
      name: "shop",
      settings: SETTINGS,
      vpc,
      key,
      logsKey,
      runner: runner ? clients : undefined,
      ...props,
    });
    const sizes = { minNodes: 1, desiredNodes: 1, maxNodes: 2 };
    const nodes = new EksNodeGroup(stack, "workers", {
      ...sizes,
      name: "workers",
      cluster: made,
      vpc,
      instanceTypes: ["c5.large"],
      key,
      tags: {},
      after: addNetworkAddons(stack, made),
    });
    addWorkloadAddons(stack, made, nodes, reserved ? RESERVED : undefined);
  });
}

/** ARNs of roles by what they are in the cluster. */
function entries(json: Json): Record<string, string> {
  return Object.fromEntries(
    Object.entries<Json>(json.resource.aws_eks_access_entry).map(([name, { principal_arn }]) => [
      name.replace(/^cluster_|_[0-9A-F]{8}$/g, ""),
      principal_arn.split("role/")[1],
    ]),
  );
}

test("lets the pipeline's apply role and the administrators change it, and its plan role read it", () => {
  expect(entries(cluster())).toEqual({
    "admit-pipeline": "lp-staging-apply",
    "admit-platform": "platform",
    "member-planners": "lp-staging-plan",
  });
});

test("has operators when the environment names their role", () => {
  expect(entries(cluster({ operator: "support" }))).toMatchObject({ "member-operators": "support" });
});

test("opens its endpoint to the owner's networks, and to a runner in another region", () => {
  const opened = (props: Partial<ClusterProps>) => only(cluster(props), "aws_eks_cluster").vpc_config;

  expect(opened({}).public_access_cidrs).toEqual(["203.0.113.0/24"]);
  expect(opened({ runnerCidrs: ["198.51.100.7/32"] }).public_access_cidrs).toEqual([
    "203.0.113.0/24",
    "198.51.100.7/32",
  ]);
});

test("lets a runner in its VPC reach the API server", () => {
  const rules = (runner: boolean) => resources(cluster({}, { runner }), "aws_vpc_security_group_ingress_rule");

  expect(rules(true)).toMatchObject([
    { from_port: 443, referenced_security_group_id: expect.stringContaining("runner") },
  ]);
  expect(rules(false)).toEqual([]);
});

/** Configuration of an add-on. */
function configuration(json: Json, name: string): Json {
  return JSON.parse(only(json, "aws_eks_addon", { addon_name: name }).configuration_values ?? "{}");
}

test("runs the add-ons on reserved nodes where there are some, and on any others otherwise", () => {
  const place = { nodeSelector: { role: "system" } };
  const reserved = cluster({}, { reserved: true });

  expect(configuration(reserved, "coredns")).toMatchObject(place);
  expect(configuration(reserved, "aws-ebs-csi-driver").controller).toMatchObject(place);
  expect(configuration(cluster(), "coredns")).toEqual({});
});

test("makes the add-ons that nodes need before the nodes, and the others after them", () => {
  const json = cluster();
  const after = (name: string): string[] => only(json, "aws_eks_addon", { addon_name: name }).depends_on ?? [];

  expect(only(json, "aws_eks_node_group").depends_on.join()).toContain("aws_eks_addon.vpc-cni");
  expect(after("vpc-cni").join()).toContain("vpc-cni-identity");
  expect(after("coredns").join()).toContain("aws_eks_node_group.workers");
  expect(after("aws-ebs-csi-driver").join()).toContain("aws_eks_node_group.workers");
  expect(after("aws-ebs-csi-driver").join()).toContain("ebs-csi-identity");
});
