import { EksAddon } from "@cdktf/provider-aws/lib/eks-addon";
import { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import { EksNodeGroup } from "@cdktf/provider-aws/lib/eks-node-group";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { expect, test } from "vitest";
import { faultsIn } from "../../../support/faults";

interface Sizes {
  /** Most nodes of each of two groups in one availability zone. */
  readonly max: number;
  /** Subnet of the nodes. */
  readonly cidr: string;
  /** Subnet of the pods. @default none of their own */
  readonly podCidr?: string;
  readonly prefixes?: "true" | "false";
}

function faultsOf({ max, cidr, podCidr, prefixes = "true" }: Sizes): string[] {
  return faultsIn((stack) => {
    const subnet = (id: string, cidrBlock: string) =>
      new Subnet(stack, id, { vpcId: "vpc-1", availabilityZone: "us-east-1a", cidrBlock });
    const nodes = subnet("nodes", cidr);
    const cluster = new EksCluster(stack, "cluster", {
      name: "shop",
      roleArn: "arn:aws:iam::111122223333:role/shop",
      vpcConfig: { subnetIds: [nodes.id] },
    });
    for (const name of ["web", "api"]) {
      new EksNodeGroup(stack, name, {
        clusterName: cluster.name,
        nodeRoleArn: "arn:aws:iam::111122223333:role/node",
        subnetIds: [nodes.id],
        scalingConfig: { minSize: 1, desiredSize: 1, maxSize: max },
      });
    }
    const pods = podCidr === undefined ? undefined : subnet("pods", podCidr);
    new EksAddon(stack, "cni", {
      clusterName: cluster.name,
      addonName: "vpc-cni",
      configurationValues: JSON.stringify({
        env: { ENABLE_PREFIX_DELEGATION: prefixes },
        ...(pods && { eniConfig: { create: true, subnets: { "us-east-1a": { id: pods.id } } } }),
      }),
    });
  });
}

test("fails when the subnet of the nodes has too few addresses for the pods of all groups", () => {
  expect(faultsOf({ max: 2, cidr: "10.0.11.0/24" })).toEqual([
    "shop/cni: the subnets of pods in us-east-1a must have 512 addresses for 4 nodes, got 256 (10.0.11.0/24); give pods larger subnets of their own, such as a /18 in vpcCniConfiguration",
  ]);
});

test("counts the subnet of the pods instead when they have their own", () => {
  expect(faultsOf({ max: 2, cidr: "10.0.11.0/24", podCidr: "10.0.64.0/18" })).toEqual([]);
  expect(faultsOf({ max: 2, cidr: "10.0.64.0/18", podCidr: "10.0.11.0/24" })).toHaveLength(1);
});

test("accepts a subnet that is large enough, and nodes that take single addresses", () => {
  expect(faultsOf({ max: 2, cidr: "10.0.16.0/20" })).toEqual([]);
  expect(faultsOf({ max: 2, cidr: "10.0.11.0/24", prefixes: "false" })).toEqual([]);
});
