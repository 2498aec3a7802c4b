import { expect, test } from "vitest";
import { FILE, type Google, googleFaults } from "../../support/google-faults";

test.each<[string, (google: Google) => void, string]>([
  [
    "a database of production that no zone stands in for",
    ({ database }) => (database.highAvailability = false),
    "database.highAvailability: must be true in production, got false",
  ],
  [
    "storage that may not be what it is",
    ({ database }) => (database.maxStorageGibibytes = 500),
    "database.maxStorageGibibytes: must be at least storageGibibytes (1000), got 500",
  ],
  [
    "a version of RDS",
    ({ database }) => (database.version = "15"),
    'database.version: must be a version of Cloud SQL such as POSTGRES_15, got "15"',
  ],
  [
    "a class of RDS",
    ({ database }) => (database.tier = "db.r5.xlarge"),
    'database.tier: must be db-custom-<vCPUs>-<MiB of memory> such as db-custom-4-16384, got "db.r5.xlarge"',
  ],
  [
    "fewer backups than days to go back",
    ({ database }) => (database.retainedBackups = 3),
    "database.retainedBackups: must be at least 7, the days of point-in-time recovery, got 3",
  ],
  [
    "instances where the network is not",
    ({ compute }) => (compute.zones[0] = "us-west1-a"),
    'compute.zones: must be zones of us-central1, got "us-west1-a"',
  ],
  [
    "more instances at least than at most",
    ({ compute }) => (compute.web.min = 11),
    "compute.web.min: must be at most max (10), got 11",
  ],
])("fails on %s", (_, change, message) => {
  expect(googleFaults(change)).toContain(`${FILE}: google.${message}`);
});
