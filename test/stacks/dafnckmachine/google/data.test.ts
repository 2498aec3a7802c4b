import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { development } from "../../../../environments/dafnckmachine/development";
import { production } from "../../../../environments/dafnckmachine/production";
import { stacks } from "../../../support/stacks";

const stack = stacks["dafnckmachine-production-google-data"]!;
const google = production.google!;

test("creates the database of the environment, which Cloud SQL itself does not replicate", () => {
  const { settings, ...instance } = only(stack, "google_sql_database_instance");

  expect(instance).toMatchObject({
    name: "dafnckmachine-postgres-replica",
    database_version: google.database.version,
    region: google.region,
  });
  expect(instance).not.toHaveProperty("master_instance_name");
  expect(settings).toMatchObject({
    tier: google.database.tier,
    availability_type: google.database.highAvailability ? "REGIONAL" : "ZONAL",
    backup_configuration: { enabled: true, start_time: "03:00", point_in_time_recovery_enabled: true },
    maintenance_window: { day: 7, hour: 3 },
  });
});

test("joins the network after private services access was set up", () => {
  const { private_network } = only(stack, "google_sql_database_instance").settings.ip_configuration;
  const [, output] = /\.outputs\.(\S+)\}$/.exec(private_network)!;

  expect(stacks["dafnckmachine-production-google-network"]!.output[output!].value).toMatch(
    /^\$\{google_service_networking_connection\.\S+\.network\}$/,
  );
});

test("can subscribe to RDS, and publish to it after a takeover", () => {
  const flags: Json[] = only(stack, "google_sql_database_instance").settings.database_flags;
  const groups = Object.values<Json>(stacks["dafnckmachine-production-data"]!.resource.aws_db_parameter_group);

  expect(flags).toContainEqual({ name: "cloudsql.logical_decoding", value: "on" });
  expect(groups.flatMap(({ parameter }) => parameter)).toContainEqual(
    expect.objectContaining({ name: "rds.logical_replication", value: "1" }),
  );
});

test("turns logical replication off without Google Cloud", () => {
  const groups = Object.values<Json>(stacks["dafnckmachine-staging-data"]!.resource.aws_db_parameter_group);

  expect(JSON.stringify(groups)).not.toContain("rds.logical_replication");
});

test("stores documents in the United States multi-region, with the index of preferences", () => {
  expect(only(stack, "google_firestore_database")).toMatchObject({
    name: "dafnckmachine-nosql",
    location_id: "nam5",
    type: "FIRESTORE_NATIVE",
  });
  expect(only(stack, "google_firestore_index")).toMatchObject({
    collection: "user-preferences",
    fields: [
      { field_path: "userId", order: "ASCENDING" },
      { field_path: "lastModified", order: "DESCENDING" },
    ],
  });
});

test("encrypts multi-region data with a key in the same multi-region", () => {
  const security = stacks["dafnckmachine-production-google-security"]!;
  const key = (reference: string) =>
    security.output[/\.outputs\.(\S+)\}$/.exec(reference)![1]!].value.replace(/^\$\{|\.id\}$/g, "");
  const { default_kms_key_name } = only(stack, "google_storage_bucket").encryption;
  const { kms_key_name } = only(stack, "google_firestore_database").cmek_config;
  const [, name] = key(default_kms_key_name).split(".");
  const [, ring] = security.resource.google_kms_crypto_key[name].key_ring.replace(/^\$\{|\.id\}$/g, "").split(".");

  expect(key(kms_key_name)).toBe(key(default_kms_key_name));
  expect(security.resource.google_kms_key_ring[ring].location).toBe("us");
});

test("lets only the nightly batch on AWS create backups, without a service account key", () => {
  const members = Object.values<Json>(stack.resource.google_storage_bucket_iam_member);
  const roles = Object.values<Json>(stacks["dafnckmachine-production-containers"]!.resource.aws_iam_role);

  expect(members).toEqual([
    expect.objectContaining({
      role: "roles/storage.objectCreator",
      member: expect.stringMatching(/^principalSet:\/\/\S+\/attribute\.aws_role\/batch-task$/),
    }),
  ]);
  expect(roles.map(({ name }) => name)).toContain("batch-task");
});

test("moves backups to colder storage classes after 30 and 90 days", () => {
  const { lifecycle_rule, ...bucket } = only(stack, "google_storage_bucket");

  expect(bucket).toMatchObject({ name: "dafnckmachine-backup-gcp", location: "US", storage_class: "STANDARD" });
  expect(lifecycle_rule).toEqual(
    expect.arrayContaining([
      { action: { type: "SetStorageClass", storage_class: "NEARLINE" }, condition: { age: 30 } },
      { action: { type: "SetStorageClass", storage_class: "COLDLINE" }, condition: { age: 90 } },
    ]),
  );
});

test("ends names of development with its suffix and protects nothing there", () => {
  const json = stacks["dafnckmachine-development-google-data"]!;

  expect(only(json, "google_storage_bucket").name).toBe(`dafnckmachine-backup-gcp${development.nameSuffix}`);
  expect(only(json, "google_sql_database_instance")).toMatchObject({
    name: `dafnckmachine-postgres-replica${development.nameSuffix}`,
    deletion_protection: false,
    settings: { availability_type: development.google!.database.highAvailability ? "REGIONAL" : "ZONAL" },
  });
});
