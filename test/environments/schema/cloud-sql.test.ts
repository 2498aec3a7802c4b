import { expect, test } from "vitest";
import type { DafnckmachineFile } from "../../../environments/dafnckmachine/schema";
import { faultsOfProduction, type Mistake } from "../../support/environment-faults";

type Google = NonNullable<DafnckmachineFile["google"]>;

const googleFaults = (change: (google: Google) => unknown) =>
  faultsOfProduction.dafnckmachine(({ google }) => change(google!));

test.each<Mistake<Google>>([
  [
    "the database of production has no standby",
    ({ database }) => (database.highAvailability = false),
    "database.highAvailability: must be true in production, got false; write true",
  ],
  [
    "the limit of storage is below the storage",
    ({ database }) => (database.maxStorageGibibytes = 500),
    "database.maxStorageGibibytes: must be at least storageGibibytes (1000), got 500",
  ],
  [
    "the version is written as RDS writes it",
    ({ database }) => (database.version = "15"),
    'database.version: must be a version of Cloud SQL such as POSTGRES_15, got "15"',
  ],
  [
    "the tier is a class of RDS",
    ({ database }) => (database.tier = "db.r5.xlarge"),
    'database.tier: must be db-custom-<vCPUs>-<MiB of memory> such as db-custom-4-16384, got "db.r5.xlarge"',
  ],
  [
    "backups do not cover point-in-time recovery",
    ({ database }) => (database.retainedBackups = 3),
    "database.retainedBackups: must be at least 7, the days of point-in-time recovery, got 3; raise it",
  ],
  [
    "an instance group is in another region",
    ({ compute }) => (compute.zones[0] = "us-west1-a"),
    'compute.zones.0: must be a zone of us-central1, got "us-west1-a"; take another, or move the region',
  ],
  [
    "an instance group has more instances at least than at most",
    ({ compute }) => (compute.web.min = 11),
    "compute.web.min: must be at most max (10), got 11; lower it, or raise max",
  ],
])("fails when %s", (_, change, fault) => {
  expect(googleFaults(change)).toEqual([`google.${fault}`]);
});
