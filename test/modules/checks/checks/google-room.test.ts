import { ComputeInstanceTemplate } from "@cdktf/provider-google/lib/compute-instance-template";
import { ComputeRegionAutoscaler } from "@cdktf/provider-google/lib/compute-region-autoscaler";
import { ComputeRegionInstanceGroupManager } from "@cdktf/provider-google/lib/compute-region-instance-group-manager";
import { ComputeSubnetwork } from "@cdktf/provider-google/lib/compute-subnetwork";
import { ContainerCluster } from "@cdktf/provider-google/lib/container-cluster";
import { ContainerNodePool, type ContainerNodePoolConfig } from "@cdktf/provider-google/lib/container-node-pool";
import { googleRoomFaults } from "@modules/checks/checks/google-room";
import { prepare } from "@modules/checks/prepare";
import { testApp } from "@modules/testing/synth";
import { TerraformStack } from "cdktf";
import { expect, test } from "vitest";

function faultsOf(define: (stack: TerraformStack) => void): string[] {
  const app = testApp();
  define(new TerraformStack(app, "test"));
  return googleRoomFaults(prepare(app));
}

function subnet(stack: TerraformStack, cidr: string, pods = "10.1.0.0/16"): ComputeSubnetwork {
  return new ComputeSubnetwork(stack, "subnet", {
    name: "subnet",
    network: "network",
    ipCidrRange: cidr,
    secondaryIpRange: [{ rangeName: "pods", ipCidrRange: pods }],
  });
}

/** Faults of a regional cluster with one pool. */
function clusterFaults(pods: string, pool: Partial<ContainerNodePoolConfig>, cidr = "10.0.0.0/24"): string[] {
  return faultsOf((stack) => {
    const cluster = new ContainerCluster(stack, "cluster", {
      name: "cluster",
      location: "us-central1",
      subnetwork: subnet(stack, cidr, pods).id,
      ipAllocationPolicy: { clusterSecondaryRangeName: "pods" },
    });
    new ContainerNodePool(stack, "pool", { cluster: cluster.id, ...pool });
  });
}

const scaling = (maxNodeCount: number) => ({ autoscaling: { minNodeCount: 1, maxNodeCount } });

test("accepts a range of pods that has a block for each node", () => {
  // The pool needs addresses for five nodes in each of three zones, and for one that an upgrade adds, 256 for each
  // node.
  expect(clusterFaults("10.1.0.0/20", scaling(5))).toEqual([]);
});

test("fails when pods of all nodes do not fit into their range", () => {
  expect(clusterFaults("10.1.0.0/20", scaling(6))).toEqual([
    "test/subnet: secondary_ip_range pods must have 4864 addresses for the pods of all nodes, got 4096 in 10.1.0.0/20, of which test/pool takes 19 nodes of 256 addresses; add a range for further pools, lower max_pods_per_node, or lower their largest sizes",
  ]);
});

test.each([
  ["fewer pods on a node", { ...scaling(6), maxPodsPerNode: 32 }],
  ["one zone", { ...scaling(6), nodeLocations: ["us-central1-a"] }],
  ["a total of nodes", { autoscaling: { totalMaxNodeCount: 15 } }],
  ["a fixed number of nodes", { nodeCount: 5 }],
])("counts %s", (_, pool) => {
  expect(clusterFaults("10.1.0.0/20", pool)).toEqual([]);
});

test("counts every node twice in an upgrade by blue and green", () => {
  const upgradeSettings = { strategy: "BLUE_GREEN" };

  expect(clusterFaults("10.1.0.0/20", { ...scaling(3), upgradeSettings })[0]).toContain("takes 18 nodes");
});

test("fails when nodes do not fit into the subnet", () => {
  expect(clusterFaults("10.1.0.0/16", scaling(4), "10.0.0.0/28")).toEqual([
    "test/subnet: ip_cidr_range must have 13 addresses when everything has scaled out, got 12 in 10.0.0.0/28, of which test/pool takes 13 nodes of 256 addresses; widen it, or lower their largest sizes",
  ]);
});

test("fails when the instances of a group and their replacements do not fit into the subnet", () => {
  const found = faultsOf((stack) => {
    const template = new ComputeInstanceTemplate(stack, "template", {
      machineType: "e2-small",
      disk: [{ sourceImage: "debian-cloud/debian-12" }],
      networkInterface: [{ subnetwork: subnet(stack, "10.0.0.0/29").id }],
    });
    const group = new ComputeRegionInstanceGroupManager(stack, "web", {
      name: "web",
      region: "us-central1",
      baseInstanceName: "web",
      version: [{ instanceTemplate: template.selfLinkUnique }],
      updatePolicy: { type: "PROACTIVE", minimalAction: "REPLACE", maxSurgeFixed: 3 },
    });
    new ComputeRegionAutoscaler(stack, "scaling", {
      name: "web",
      region: "us-central1",
      target: group.id,
      autoscalingPolicy: { minReplicas: 1, maxReplicas: 2 },
    });
  });

  expect(found[0]).toContain("must have 5 addresses when everything has scaled out, got 4 in 10.0.0.0/29");
});
