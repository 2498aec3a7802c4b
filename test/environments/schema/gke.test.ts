import { expect, test } from "vitest";
import { FILE, type Google, googleFaults } from "../../support/google-faults";

test.each<[string, (google: Google) => void, string]>([
  [
    "nodes in another region",
    ({ kubernetes }) => (kubernetes.zones[2] = "us-west1-a"),
    'kubernetes.zones.2: must be a zone of us-central1, got "us-west1-a"',
  ],
  [
    "a zone of AWS",
    ({ kubernetes }) => (kubernetes.zones[2] = "us-east-1a"),
    'kubernetes.zones.2: must be a zone of Google Cloud such as us-central1-a, got "us-east-1a"',
  ],
  [
    "a pool where the cluster is not",
    ({ kubernetes }) => (kubernetes.nodePools.compute.zones = ["us-central1-f"]),
    'kubernetes.nodePools.compute.zones: must be zones of the cluster (us-central1-a, us-central1-b, us-central1-c), got "us-central1-f"',
  ],
  [
    "more nodes at least than at most",
    ({ kubernetes }) => (kubernetes.nodePools.general.min = 4),
    "kubernetes.nodePools.general.min: must be at most max (3), got 4",
  ],
  [
    "a cluster without a subnet",
    ({ kubernetes }) => (kubernetes.subnet = "nodes"),
    'kubernetes.subnet: must be one of the network\'s with podsCidr and servicesCidr, got "nodes"',
  ],
  [
    "a cluster where there is no room for pods",
    ({ kubernetes }) => (kubernetes.subnet = "instances"),
    'kubernetes.subnet: must be one of the network\'s with podsCidr and servicesCidr, got "instances"',
  ],
  [
    "more nodes than their pods have addresses",
    ({ kubernetes }) => (kubernetes.nodePools.general.max = 42),
    'network.subnets.cluster.podsCidr: must have a /24 for each of at most 131 nodes, upgrades included, got "10.20.128.0/17"',
  ],
  [
    "a control plane of another size",
    ({ kubernetes }) => (kubernetes.controlPlaneCidr = "10.20.48.0/24"),
    'kubernetes.controlPlaneCidr: must be a /28, got "10.20.48.0/24"',
  ],
  [
    "a control plane among the nodes",
    ({ kubernetes }) => (kubernetes.controlPlaneCidr = "10.20.16.0/28"),
    'network.subnets.cluster.cidr: must not overlap google.kubernetes.controlPlaneCidr (10.20.16.0/28), got "10.20.16.0/20"',
  ],
  [
    "a control plane in a VPC of AWS",
    ({ kubernetes }) => (kubernetes.controlPlaneCidr = "10.0.0.0/28"),
    'kubernetes.controlPlaneCidr: must not overlap network.cidr (10.0.0.0/16), got "10.0.0.0/28"',
  ],
])("fails on %s", (_, change, message) => {
  expect(googleFaults(change)).toContain(`${FILE}: google.${message}`);
});

test("accepts as many nodes as there are addresses for, and a pool of no nodes", () => {
  expect(googleFaults(({ kubernetes }) => (kubernetes.nodePools.general.max = 41))).toEqual([]);
  expect(googleFaults(({ kubernetes }) => (kubernetes.nodePools.general.min = 0))).toEqual([]);
});
