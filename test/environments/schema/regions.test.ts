import { expect, test } from "vitest";
import type { DafnckmachineFile } from "../../../environments/dafnckmachine/schema";
import type { FreeagenticsFile } from "../../../environments/freeagentics/schema";
import type { LpFile } from "../../../environments/lp/schema";
import type { PhoenixRooivalkFile } from "../../../environments/phoenix-rooivalk/schema";
import { faultsOfProduction, type Mistake } from "../../support/environment-faults";

type Regional = Pick<DafnckmachineFile, "account" | "network" | "secondaryRegions">;

function moveWest(data: Regional): void {
  data.secondaryRegions["ca-central-1"] = data.secondaryRegions["us-west-2"]!;
  delete data.secondaryRegions["us-west-2"];
}

const SHARED: Mistake<Regional>[] = [
  [
    "the primary region is not that of its network",
    (data) => (data.account.region = "eu-west-3"),
    expect.stringMatching(
      /^account\.region: must be the region of its availability zones \(us-east-1a, .*\), got "eu-west-3"$/,
    ),
  ],
  [
    "a secondary region is not that of its network",
    moveWest,
    expect.stringMatching(
      /^secondaryRegions\.ca-central-1: must be the region of its availability zones \(us-west-2a, .*\), got "ca-central-1"$/,
    ),
  ],
];

test.each(SHARED)("reports one fault for DafnckMachine when %s", (_name, change, fault) => {
  expect(faultsOfProduction.dafnckmachine(change)).toEqual([fault]);
});

test.each(SHARED)("reports one fault for FreeAgentics when %s", (_name, change, fault) => {
  expect(faultsOfProduction.freeagentics(change)).toEqual([fault]);
});

test.each(SHARED)("reports one fault for LP when %s", (_name, change, fault) => {
  expect(faultsOfProduction.lp(change)).toEqual([fault]);
});

test.each(SHARED)("reports one fault for Phoenix Rooivalk when %s", (_name, change, fault) => {
  expect(faultsOfProduction.phoenixRooivalk(change)).toEqual([fault]);
});

test("reports one fault when a replica with an availability zone is in an unknown region", () => {
  const change = (data: PhoenixRooivalkFile) => (data.database.replicas[0]!.region = "us-east-2");

  expect(faultsOfProduction.phoenixRooivalk(change)).toEqual([
    'database.replicas.0.region: must be the primary region or one of secondaryRegions (us-west-2), got "us-east-2"; take one of these, or add the region there',
  ]);
});

test("reports one fault when the standby is in an unknown region", () => {
  const change = (data: FreeagenticsFile) => (data.recovery!.region = "ca-central-1");

  expect(faultsOfProduction.freeagentics(change)).toEqual([
    'recovery.region: must be one of secondaryRegions (us-west-2), got "ca-central-1"; take one of these, or add the region there',
  ]);
});

test("reports one fault when an Aurora replica is in an unknown region", () => {
  const change = (data: LpFile) => (data.database.replica!.region = "ca-central-1");

  expect(faultsOfProduction.lp(change)).toEqual([
    'database.replica.region: must be one of secondaryRegions (us-west-2), got "ca-central-1"',
  ]);
});

test("reports one fault when a region of Google Cloud is not that of its zones", () => {
  expect(faultsOfProduction.dafnckmachine((data) => (data.google!.region = "us-west4"))).toEqual([
    'google.region: must be the region of its zones (us-central1-a, us-central1-b, us-central1-c), got "us-west4"',
  ]);
});

test("names the availability zone when the others are in the region", () => {
  const change = (data: PhoenixRooivalkFile) => {
    const { network } = data.secondaryRegions["us-west-2"]!;
    network.availabilityZones.push("us-east-1a");
  };

  expect(faultsOfProduction.phoenixRooivalk(change)).toEqual([
    'secondaryRegions.us-west-2.network.availabilityZones: must be in us-west-2, got "us-east-1a"; those are us-west-2a, us-west-2b, us-west-2c, us-west-2d',
  ]);
});

test("requires the management network to be in the primary region", () => {
  const change = (data: PhoenixRooivalkFile) => {
    data.management.network.availabilityZones.push("us-west-2a");
  };

  expect(faultsOfProduction.phoenixRooivalk(change)).toEqual([
    'management.network.availabilityZones: must be in us-east-1, got "us-west-2a"; those are us-east-1a, us-east-1b, us-east-1c, us-east-1d, us-east-1e, us-east-1f',
  ]);
});

test("reports billing alarms outside us-east-1, the region with the metric", () => {
  const moved = (data: DafnckmachineFile) =>
    void Object.assign(data, JSON.parse(JSON.stringify(data).replaceAll("us-east-1", "ca-central-1")));

  expect(faultsOfProduction.dafnckmachine(moved)).toEqual([
    "costs.billingAlarmsUsd: must be left out with account.region ca-central-1: CloudWatch has the charges only in us-east-1, got [1000,5000,10000]",
  ]);
});
