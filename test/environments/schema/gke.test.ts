import { expect, test } from "vitest";
import type { DafnckmachineFile } from "../../../environments/dafnckmachine/schema";
import { faultsOfProduction, type Mistake } from "../../support/environment-faults";

type Google = NonNullable<DafnckmachineFile["google"]>;

const googleFaults = (change: (google: Google) => unknown) =>
  faultsOfProduction.dafnckmachine(({ google }) => change(google!));

test.each<Mistake<Google>>([
  [
    "nodes are in another region",
    ({ kubernetes }) => (kubernetes.zones[2] = "us-west1-a"),
    'kubernetes.zones.2: must be a zone of us-central1, got "us-west1-a"; take another, or move the region',
  ],
  [
    "a zone is an availability zone of AWS",
    ({ kubernetes }) => (kubernetes.zones[2] = "us-east-1a"),
    'kubernetes.zones.2: must be a zone of Google Cloud such as us-central1-a, got "us-east-1a"',
  ],
  [
    "a node pool is outside the cluster's zones",
    ({ kubernetes }) => (kubernetes.nodePools.compute.zones = ["us-central1-f"]),
    'kubernetes.nodePools.compute.zones: must be zones of the cluster (us-central1-a, us-central1-b, us-central1-c), got "us-central1-f"; take one of these, or add it there',
  ],
  [
    "a node pool has more nodes at least than at most",
    ({ kubernetes }) => (kubernetes.nodePools.general.min = 4),
    "kubernetes.nodePools.general.min: must be at most max (3), got 4; lower it, or raise max",
  ],
  [
    "the subnet of the cluster is missing",
    ({ kubernetes }) => (kubernetes.subnet = "nodes"),
    'kubernetes.subnet: must be a subnet of google.network with podsCidr and servicesCidr (cluster), got "nodes"',
  ],
  [
    "the subnet of the cluster has no range for pods",
    ({ kubernetes }) => (kubernetes.subnet = "instances"),
    'kubernetes.subnet: must be a subnet of google.network with podsCidr and servicesCidr (cluster), got "instances"',
  ],
  [
    "the range of pods is too small for all nodes",
    ({ kubernetes }) => (kubernetes.nodePools.general.max = 42),
    'network.subnets.cluster.podsCidr: must have a /24 for each of at most 131 nodes, upgrades included, got "10.20.128.0/17"; widen it, or lower max of a pool',
  ],
  [
    "the block of the control plane has another size",
    ({ kubernetes }) => (kubernetes.controlPlaneCidr = "10.20.48.0/24"),
    'kubernetes.controlPlaneCidr: must be a /28, got "10.20.48.0/24"; write /28 after the address',
  ],
  [
    "the control plane has addresses of the nodes",
    ({ kubernetes }) => (kubernetes.controlPlaneCidr = "10.20.16.0/28"),
    'network.subnets.cluster.cidr: must not overlap google.kubernetes.controlPlaneCidr (10.20.16.0/28), got "10.20.16.0/20"; take a free block',
  ],
  [
    "the control plane has addresses of a VPC of AWS",
    ({ kubernetes }) => (kubernetes.controlPlaneCidr = "10.0.0.0/28"),
    'kubernetes.controlPlaneCidr: must not overlap network.cidr (10.0.0.0/16), got "10.0.0.0/28"; take a free block',
  ],
])("fails when %s", (_, change, fault) => {
  expect(googleFaults(change)).toEqual([`google.${fault}`]);
});

test("accepts as many nodes as pods have addresses for, and a pool without nodes", () => {
  expect(googleFaults(({ kubernetes }) => (kubernetes.nodePools.general.max = 41))).toEqual([]);
  expect(googleFaults(({ kubernetes }) => (kubernetes.nodePools.general.min = 0))).toEqual([]);
});
