import type { Json } from "@modules/checks/json";
import { POSTGRES_PORT, REDIS_PORT } from "@modules/core/ports";
import { only } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { production } from "../../../../../environments/dafnckmachine/production";
import { NAMESPACES } from "../../../../../stacks/dafnckmachine/cluster/pods";
import { stacks } from "../../../../support/stacks";

const stack = stacks["dafnckmachine-production-kubernetes"]!;
const entries = Object.values<Json>(stack.resource.aws_eks_access_entry);

function role(name: string): string {
  return `arn:aws:iam::${production.account.id}:role/${name}`;
}

test("creates the cluster of the environment's version and refuses to delete it", () => {
  expect(only(stack, "aws_eks_cluster")).toMatchObject({
    name: "dafnckmachine-eks",
    version: production.kubernetes.version,
    lifecycle: { prevent_destroy: true },
  });
});

test("assigns addresses to nodes by prefix, so that a node runs more pods than it has addresses", () => {
  const { configuration_values } = stack.resource.aws_eks_addon["vpc-cni"];

  expect(JSON.parse(configuration_values).env.ENABLE_PREFIX_DELEGATION).toBe("true");
});

test("gives pods addresses of subnets that nothing else uses", () => {
  const { eniConfig, env } = JSON.parse(stack.resource.aws_eks_addon["vpc-cni"].configuration_values);

  expect(env).toMatchObject({
    AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: "true",
    ENI_CONFIG_LABEL_DEF: "topology.kubernetes.io/zone",
  });
  expect(eniConfig.create).toBe(true);
  expect(Object.keys(eniConfig.subnets)).toEqual(production.network.availabilityZones);
  for (const [zone, { id }] of Object.entries<Json>(eniConfig.subnets)) {
    expect(id).toContain(`pods-${zone}`);
  }
});

test("creates network add-ons before the nodes, and storage and DNS after them", () => {
  const { aws_eks_addon: addons, aws_eks_node_group: groups } = stack.resource;

  for (const group of Object.values<Json>(groups)) {
    expect(group.depends_on).toEqual(
      expect.arrayContaining([
        "aws_eks_addon.vpc-cni",
        "aws_eks_addon.kube-proxy",
        "aws_eks_addon.eks-pod-identity-agent",
      ]),
    );
  }
  for (const addon of ["coredns", "aws-ebs-csi-driver"]) {
    expect(addons[addon].depends_on).toContain("aws_eks_node_group.general-purpose");
  }
});

test("admits the pipeline, which applies the objects inside the cluster", () => {
  expect(entries.map(({ principal_arn }) => principal_arn)).toContain(role("dafnckmachine-production-apply"));
});

test("admits operators as members of their group only", () => {
  expect(entries).toContainEqual(
    expect.objectContaining({
      principal_arn: role(production.kubernetes.operator),
      kubernetes_groups: ["operators"],
    }),
  );
});

test("lets pods reach the database and the caches", () => {
  const ports = Object.values<Json>(stack.resource.aws_vpc_security_group_ingress_rule).map(
    ({ from_port }) => from_port,
  );

  expect(ports).toEqual(expect.arrayContaining([POSTGRES_PORT, REDIS_PORT]));
});

test("runs batches on Fargate", () => {
  expect(only(stack, "aws_eks_fargate_profile").selector).toEqual([{ namespace: NAMESPACES.batch }]);
});
