import { AppautoscalingTarget } from "@cdktf/provider-aws/lib/appautoscaling-target";
import { AutoscalingGroup } from "@cdktf/provider-aws/lib/autoscaling-group";
import { DbInstance } from "@cdktf/provider-aws/lib/db-instance";
import { DbSubnetGroup } from "@cdktf/provider-aws/lib/db-subnet-group";
import { EcsService } from "@cdktf/provider-aws/lib/ecs-service";
import { EksAddon } from "@cdktf/provider-aws/lib/eks-addon";
import { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import { EksNodeGroup } from "@cdktf/provider-aws/lib/eks-node-group";
import { ElasticacheReplicationGroup } from "@cdktf/provider-aws/lib/elasticache-replication-group";
import { ElasticacheSubnetGroup } from "@cdktf/provider-aws/lib/elasticache-subnet-group";
import { Lb } from "@cdktf/provider-aws/lib/lb";
import { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway";
import { RdsCluster } from "@cdktf/provider-aws/lib/rds-cluster";
import { RdsClusterInstance } from "@cdktf/provider-aws/lib/rds-cluster-instance";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { roomFaults } from "@modules/checks/checks/room";
import { faultsOf } from "@modules/testing/faults";
import type { TerraformStack } from "cdktf";
import { describe, expect, test } from "vitest";
import { soundStack } from "../../../support/faults";

const FIX = "give it a larger block, move some into another subnet, or lower their largest sizes";

function subnet(stack: TerraformStack, cidrBlock: string, id = "a", availabilityZone = "us-east-1a"): Subnet {
  return new Subnet(stack, id, { vpcId: "vpc-1", cidrBlock, availabilityZone });
}

function faults(define: (stack: TerraformStack) => void): string[] {
  return faultsOf((app) => define(soundStack(app)), { checks: [roomFaults] });
}

/** Number of addresses that the check requires of a subnet; 0 when a /28, which has 11, is enough. */
function needed(define: (stack: TerraformStack, subnet: Subnet) => void): number {
  const [fault = "must have 0 addresses"] = faults((stack) => define(stack, subnet(stack, "10.0.0.0/28")));
  return Number(/must have (\d+) addresses/.exec(fault)![1]);
}

function group(stack: TerraformStack, subnetIds: string[], size: { min?: number; desired?: number; max: number }) {
  const { min = 0, desired, max } = size;
  return new AutoscalingGroup(stack, "web", {
    minSize: min,
    desiredCapacity: desired,
    maxSize: max,
    vpcZoneIdentifier: subnetIds,
  });
}

describe("instances", () => {
  test("fails when a subnet is too small for the size that an apply starts with", () => {
    expect(faults((stack) => group(stack, [subnet(stack, "10.0.0.0/28").id], { desired: 12, max: 40 }))).toEqual([
      `shop/a: cidr_block must have 12 addresses at the size that an apply starts with, got 11 in 10.0.0.0/28, of which shop/web takes 12; ${FIX}`,
    ]);
  });

  test("fails when a subnet is too small for the largest size", () => {
    expect(faults((stack) => group(stack, [subnet(stack, "10.0.0.0/28").id], { min: 2, max: 12 }))).toEqual([
      `shop/a: cidr_block must have 12 addresses when everything has scaled out, got 11 in 10.0.0.0/28, of which shop/web takes 12; ${FIX}`,
    ]);
  });

  test("accepts a subnet of which the last free address is taken", () => {
    expect(faults((stack) => group(stack, [subnet(stack, "10.0.0.0/28").id], { max: 11 }))).toEqual([]);
  });

  test("spreads the instances over the subnets", () => {
    const spread = (max: number) =>
      faults((stack) => {
        const second = subnet(stack, "10.0.1.0/28", "b", "us-east-1b");
        group(stack, [subnet(stack, "10.0.0.0/28").id, second.id], { max });
      });

    expect(spread(22)).toEqual([]);
    expect(spread(23)).toHaveLength(2);
  });
});

test("sums up everything in a subnet, and names what takes most", () => {
  const found = faults((stack) => {
    const { id } = subnet(stack, "10.0.0.0/27");
    group(stack, [id], { desired: 3, max: 9 });
    new Lb(stack, "public", { name: "public", subnets: [id] });
    new EksCluster(stack, "cluster", {
      name: "shop",
      roleArn: "arn:aws:iam::111122223333:role/shop",
      vpcConfig: { subnetIds: [id] },
    });
    new NatGateway(stack, "nat", { subnetId: id });
    new VpcEndpoint(stack, "logs", {
      vpcId: "vpc-1",
      serviceName: "logs",
      vpcEndpointType: "Interface",
      subnetIds: [id],
    });
    new VpcEndpoint(stack, "s3", { vpcId: "vpc-1", serviceName: "s3", vpcEndpointType: "Gateway" });
    new EcsService(stack, "api", {
      name: "api",
      launchType: "FARGATE",
      desiredCount: 2,
      networkConfiguration: { subnets: [id] },
    });
  });

  expect(found).toEqual([
    `shop/a: cidr_block must have 29 addresses when everything has scaled out, got 27 in 10.0.0.0/27, of which shop/web takes 9, shop/public takes 8, shop/cluster takes 6, shop/api takes 4, others take 2; ${FIX}`,
  ]);
});

test("counts the tasks that a service may scale to, and those of a deployment beside them", () => {
  const tasks = needed((stack, { id }) => {
    const service = new EcsService(stack, "api", {
      name: "api",
      desiredCount: 2,
      deploymentMaximumPercent: 150,
      networkConfiguration: { subnets: [id] },
    });
    new AppautoscalingTarget(stack, "scaling", {
      minCapacity: 2,
      maxCapacity: 10,
      resourceId: `service/shop/${service.name}`,
      scalableDimension: "ecs:service:DesiredCount",
      serviceNamespace: "ecs",
    });
  });

  expect(tasks).toBe(15);
});

test("counts the nodes of a cache that scales, and a database in each subnet of its group", () => {
  const addresses = needed((stack, { id }) => {
    const caches = new ElasticacheSubnetGroup(stack, "caches", { name: "caches", subnetIds: [id] });
    const cache = new ElasticacheReplicationGroup(stack, "cache", {
      replicationGroupId: "cache",
      description: "Sessions",
      numNodeGroups: 2,
      replicasPerNodeGroup: 1,
      subnetGroupName: caches.name,
    });
    new AppautoscalingTarget(stack, "shards", {
      minCapacity: 2,
      maxCapacity: 8,
      resourceId: `replication-group/${cache.id}`,
      scalableDimension: "elasticache:replication-group:NodeGroups",
      serviceNamespace: "elasticache",
    });
    const databases = new DbSubnetGroup(stack, "databases", { name: "databases", subnetIds: [id] });
    new DbInstance(stack, "database", { instanceClass: "db.t4g.micro", dbSubnetGroupName: databases.name });
    const cluster = new RdsCluster(stack, "aurora", { engine: "aurora-postgresql", dbSubnetGroupName: databases.name });
    for (const zone of ["us-east-1a", "us-east-1b"]) {
      new RdsClusterInstance(stack, zone, {
        clusterIdentifier: cluster.id,
        engine: "aurora-postgresql",
        instanceClass: "db.r6g.large",
        availabilityZone: zone,
      });
    }
  });

  expect(addresses).toBe(8 * 2 + 1 + 1);
});

describe("pods", () => {
  interface Sizes {
    /** Subnet of the nodes. */
    readonly cidr: string;
    /** Subnet of the pods. @default that of the nodes */
    readonly podCidr?: string;
    /** Maximum number of nodes in each of two groups. */
    readonly max: number;
    readonly prefixes?: "true" | "false";
  }

  function clusterFaults({ cidr, podCidr, max, prefixes = "true" }: Sizes): string[] {
    return faults((stack) => {
      const nodes = subnet(stack, cidr);
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
          scalingConfig: { minSize: 0, desiredSize: 0, maxSize: max },
        });
      }
      const pods = podCidr === undefined ? undefined : subnet(stack, podCidr, "pods");
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
    expect(clusterFaults({ max: 2, cidr: "10.0.11.0/24" })).toEqual([
      `shop/a: cidr_block must have 522 addresses when everything has scaled out, got 251 in 10.0.11.0/24, of which shop/web (pods) takes 256, shop/api (pods) takes 256, shop/cluster takes 6, shop/web takes 2, others take 2; ${FIX}`,
    ]);
  });

  test("counts the subnet of the pods instead when they have their own", () => {
    expect(clusterFaults({ max: 2, cidr: "10.0.11.0/24", podCidr: "10.0.64.0/18" })).toEqual([]);
    expect(clusterFaults({ max: 2, cidr: "10.0.64.0/18", podCidr: "10.0.11.0/24" })).toEqual([
      expect.stringMatching(/^shop\/pods: cidr_block must have 512 addresses/),
    ]);
  });

  test("counts no block that holds an address which AWS keeps", () => {
    expect(clusterFaults({ max: 1, cidr: "10.0.11.0/24", podCidr: "10.0.12.0/24" })).toEqual([
      expect.stringMatching(/^shop\/pods: cidr_block must have 256 addresses when everything has scaled out, got 251 /),
    ]);
    expect(clusterFaults({ max: 1, cidr: "10.0.16.0/23" })).toEqual([]);
  });

  test("leaves pods out whose nodes take single addresses", () => {
    expect(clusterFaults({ max: 2, cidr: "10.0.11.0/24", prefixes: "false" })).toEqual([]);
  });
});
