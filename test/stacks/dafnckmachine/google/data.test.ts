import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { stacks } from "../../../support/stacks";

const production = stacks["dafnckmachine-production-google-data"]!;
const development = stacks["dafnckmachine-development-google-data"]!;

test("has the database the design asks for, alone and not as a replica", () => {
  const { settings, ...instance } = only(production, "google_sql_database_instance");

  expect(instance).toMatchObject({
    name: "dafnckmachine-postgres-replica",
    database_version: "POSTGRES_15",
    region: "us-central1",
  });
  expect(instance).not.toHaveProperty("master_instance_name");
  expect(settings).toMatchObject({
    tier: "db-custom-4-16384",
    availability_type: "REGIONAL",
    backup_configuration: { enabled: true, start_time: "03:00", point_in_time_recovery_enabled: true },
    maintenance_window: { day: 7, hour: 3 },
  });
});

test("joins the network after the network's stack has lent it addresses", () => {
  const { private_network } = only(production, "google_sql_database_instance").settings.ip_configuration;
  const [, output] = /\.outputs\.(\S+)\}$/.exec(private_network)!;

  expect(stacks["dafnckmachine-production-google-network"]!.output[output!].value).toMatch(
    /^\$\{google_service_networking_connection\.\S+\.network\}$/,
  );
});

test("can both follow RDS and feed it after a takeover", () => {
  const flags: Json[] = only(production, "google_sql_database_instance").settings.database_flags;
  const groups = Object.values<Json>(stacks["dafnckmachine-production-data"]!.resource.aws_db_parameter_group);

  expect(flags).toContainEqual({ name: "cloudsql.logical_decoding", value: "on" });
  expect(groups.flatMap(({ parameter }) => parameter)).toContainEqual(
    expect.objectContaining({ name: "rds.logical_replication", value: "1" }),
  );
});

test("asks for no logical replication where nothing follows", () => {
  const groups = Object.values<Json>(stacks["dafnckmachine-staging-data"]!.resource.aws_db_parameter_group);

  expect(JSON.stringify(groups)).not.toContain("rds.logical_replication");
});

test("keeps documents in the whole of the United States, with the index the preferences are asked by", () => {
  expect(only(production, "google_firestore_database")).toMatchObject({
    name: "dafnckmachine-nosql",
    location_id: "nam5",
    type: "FIRESTORE_NATIVE",
  });
  expect(only(production, "google_firestore_index")).toMatchObject({
    collection: "user-preferences",
    fields: [
      { field_path: "userId", order: "ASCENDING" },
      { field_path: "lastModified", order: "DESCENDING" },
    ],
  });
});

test("encrypts what is in the whole of the United States with a key that is there too", () => {
  const security = stacks["dafnckmachine-production-google-security"]!;
  const key = (reference: string) =>
    security.output[/\.outputs\.(\S+)\}$/.exec(reference)![1]!].value.replace(/^\$\{|\.id\}$/g, "");
  const { default_kms_key_name } = only(production, "google_storage_bucket").encryption;
  const { kms_key_name } = only(production, "google_firestore_database").cmek_config;
  const [, name] = key(default_kms_key_name).split(".");
  const [, ring] = security.resource.google_kms_crypto_key[name].key_ring.replace(/^\$\{|\.id\}$/g, "").split(".");

  expect(key(kms_key_name)).toBe(key(default_kms_key_name));
  expect(security.resource.google_kms_key_ring[ring].location).toBe("us");
});

test("lets the nightly batch on AWS create backups, and nobody else, without a key", () => {
  const members = Object.values<Json>(production.resource.google_storage_bucket_iam_member);
  const roles = Object.values<Json>(stacks["dafnckmachine-production-containers"]!.resource.aws_iam_role);

  expect(members).toEqual([
    expect.objectContaining({
      role: "roles/storage.objectCreator",
      member: expect.stringMatching(/^principalSet:\/\/\S+\/attribute\.aws_role\/batch-task$/),
    }),
  ]);
  expect(roles.map(({ name }) => name)).toContain("batch-task");
});

test("ages backups to colder classes after one and three months", () => {
  const { lifecycle_rule, ...bucket } = only(production, "google_storage_bucket");

  expect(bucket).toMatchObject({ name: "dafnckmachine-backup-gcp", location: "US", storage_class: "STANDARD" });
  expect(lifecycle_rule).toEqual(
    expect.arrayContaining([
      { action: { type: "SetStorageClass", storage_class: "NEARLINE" }, condition: { age: 30 } },
      { action: { type: "SetStorageClass", storage_class: "COLDLINE" }, condition: { age: 90 } },
    ]),
  );
});

test("names things of development apart and protects nothing there", () => {
  expect(only(development, "google_storage_bucket").name).toBe("dafnckmachine-backup-gcp-development");
  expect(only(development, "google_sql_database_instance")).toMatchObject({
    name: "dafnckmachine-postgres-replica-development",
    deletion_protection: false,
    settings: { availability_type: "ZONAL" },
  });
});
