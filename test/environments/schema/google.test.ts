import { expect, test } from "vitest";
import type { DafnckmachineFile } from "../../../environments/dafnckmachine/schema";
import { faultsOfProduction, type Mistake } from "../../support/environment-faults";

const MISTAKES: Mistake<DafnckmachineFile>[] = [
  [
    "a subnet of Google Cloud overlaps a VPC of AWS",
    (data) => (data.google!.network.subnets.cluster!.cidr = "10.10.128.0/20"),
    'google.network.subnets.cluster.cidr: must not overlap secondaryRegions.us-west-2.network.cidr (10.10.0.0/16), got "10.10.128.0/20"; take a free block',
  ],
  [
    "the addresses of pods overlap those of managed services",
    (data) => (data.google!.network.subnets.cluster!.podsCidr = "10.20.64.0/18"),
    'google.network.subnets.cluster.podsCidr: must not overlap google.network.servicesCidr (10.20.64.0/20), got "10.20.64.0/18"; take a free block',
  ],
  [
    "the region of Google Cloud is one of AWS",
    (data) => (data.google!.region = "us-west-2"),
    'google.region: must be a Google Cloud region such as us-central1, got "us-west-2"',
  ],
];

test.each(MISTAKES)("fails when %s", (_name, change, fault) => {
  expect(faultsOfProduction.dafnckmachine(change)).toEqual([fault]);
});
