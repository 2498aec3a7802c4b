import type { Json } from "@modules/checks/json";
import { Postgres, type PostgresProps } from "@modules/google/database/postgres";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import type { TerraformStack } from "cdktf";
import { expect, test } from "vitest";
import { testAccount, testKey, testVpc } from "../fixture";

function synthPostgres(
  props: Partial<PostgresProps> = {},
  use: (database: Postgres, stack: TerraformStack) => void = () => {},
) {
  return synth((stack) => {
    const database = new Postgres(stack, "database", {
      name: "shop-postgres",
      version: "POSTGRES_15",
      tier: "db-custom-4-16384",
      databaseName: "shop",
      privateServices: testVpc(stack).privateServices,
      key: testKey(stack),
      ...props,
    });
    use(database, stack);
  });
}

const instance = (props?: Partial<PostgresProps>) => only(synthPostgres(props), "google_sql_database_instance");

test("has a private address only, after the connection it needs, and requires TLS", () => {
  expect(instance().settings.ip_configuration).toEqual({
    ipv4_enabled: false,
    private_network: expect.stringMatching(/^\$\{google_service_networking_connection\.\S+\.network\}$/),
    allocated_ip_range: "vpc-services",
    ssl_mode: "ENCRYPTED_ONLY",
  });
});

test("has a standby in a second zone, nightly backups and seven days of point-in-time recovery", () => {
  expect(instance().settings).toMatchObject({
    availability_type: "REGIONAL",
    edition: "ENTERPRISE",
    backup_configuration: {
      enabled: true,
      start_time: "03:00",
      point_in_time_recovery_enabled: true,
      transaction_log_retention_days: 7,
      backup_retention_settings: { retained_backups: 30 },
    },
  });
});

test("is encrypted with the key, refuses deletion three times and keeps its backups", () => {
  const { encryption_key_name, deletion_protection, lifecycle, settings } = instance();

  expect(encryption_key_name).toBe("${google_kms_crypto_key.key.id}");
  expect([deletion_protection, lifecycle.prevent_destroy, settings.deletion_protection_enabled]).toEqual([
    true,
    true,
    true,
  ]);
  expect(settings.retain_backups_on_delete).toBe(true);
});

test("can be deleted with its backups without deletion protection", () => {
  const { deletion_protection, lifecycle, settings } = instance({ deletionProtection: false });

  expect([deletion_protection, lifecycle.prevent_destroy, settings.deletion_protection_enabled]).toEqual([
    false,
    false,
    false,
  ]);
  expect(settings.retain_backups_on_delete).toBe(false);
});

test("grows its storage to a limit, and ignores the growth in Terraform", () => {
  const { settings, lifecycle } = instance({ storageGibibytes: 50, maxStorageGibibytes: 1000 });

  expect(settings).toMatchObject({ disk_size: 50, disk_autoresize: true, disk_autoresize_limit: 1000 });
  expect(lifecycle.ignore_changes).toEqual(["settings[0].disk_size"]);
});

test("logs connections and changes, and merges flags, each once and in order", () => {
  const flags: { name: string; value: string }[] = instance({ flags: { max_connections: "500", log_statement: "all" } })
    .settings.database_flags;
  const names = flags.map(({ name }) => name);

  expect(flags).toContainEqual({ name: "cloudsql.enable_pgaudit", value: "on" });
  expect(flags).toContainEqual({ name: "log_connections", value: "on" });
  expect(flags).toContainEqual({ name: "max_connections", value: "500" });
  expect(flags.filter(({ name }) => name === "log_statement")).toEqual([{ name: "log_statement", value: "all" }]);
  expect(names).toEqual([...names].sort());
});

test("has no password in the state", () => {
  const json = synthPostgres({}, (database, stack) => database.grantConnect(testAccount(stack)));

  expect(JSON.stringify(json.resource)).not.toMatch(/"(root_)?password(_wo)?":/);
});

test("grants a login with a token, to this instance only", () => {
  const { resource } = synthPostgres({}, (database, stack) => database.grantConnect(testAccount(stack)));
  const [user] = Object.values<Json>(resource.google_sql_user);
  const members = Object.values<Json>(resource.google_project_iam_member);

  expect(user).toMatchObject({
    type: "CLOUD_IAM_SERVICE_ACCOUNT",
    name: '${trimsuffix(google_service_account.web-app.email, ".gserviceaccount.com")}',
    instance: "${google_sql_database_instance.database.name}",
  });
  expect(members.map(({ role }) => role).sort()).toEqual(["roles/cloudsql.client", "roles/cloudsql.instanceUser"]);
  for (const { condition } of members) {
    expect(condition.expression).toContain('resource.name == "projects/example-project/instances/shop-postgres"');
  }
});

test("lets overrides replace its own arguments", () => {
  expect(instance({ overrides: { maintenanceVersion: "POSTGRES_15_7", region: "us-east1" } })).toMatchObject({
    maintenance_version: "POSTGRES_15_7",
    region: "us-east1",
    name: "shop-postgres",
  });
});

test.each<[string, Partial<PostgresProps>, string]>([
  ["a version of no engine", { version: "15" }, "version must be a version such as POSTGRES_15, got 15"],
  ["an odd number of processors", { tier: "db-custom-3-11520" }, "tier must be db-custom-"],
  ["too little memory for its processors", { tier: "db-custom-8-3840" }, "tier must be db-custom-"],
  ["too much memory for its processors", { tier: "db-custom-4-26880" }, "got db-custom-4-26880"],
  ["a tier of another kind", { tier: "db-n1-standard-1" }, "got db-n1-standard-1"],
  [
    "a database name that needs quotes",
    { databaseName: "my-shop" },
    "databaseName must be 1 to 63 of a-z0-9_, no digit first, got my-shop",
  ],
  ["too little storage", { storageGibibytes: 9 }, "storageGibibytes must be a whole number, 10 to 65536"],
  [
    "a limit below the storage",
    { storageGibibytes: 200, maxStorageGibibytes: 100 },
    "maxStorageGibibytes must be a whole number, 200 to 65536, got 100",
  ],
  ["two weeks of transaction logs", { transactionLogDays: 14 }, "transactionLogDays must be a whole number, 1 to 7"],
  ["no backups", { retainedBackups: 0 }, "retainedBackups must be a whole number, 1 to 365, got 0"],
  [
    "fewer backups than days of transaction logs",
    { retainedBackups: 3 },
    "retainedBackups must be at least transactionLogDays, 7, got 3",
  ],
  ["a backup start without minutes", { backupStart: "12" }, "backupStart must be a time such as 03:00, got 12"],
  ["an eighth day", { maintenance: { day: 8, hour: 3 } }, "maintenance.day must be a whole number, 1 to 7, got 8"],
  [
    "a twenty-fifth hour",
    { maintenance: { day: 1, hour: 24 } },
    "maintenance.hour must be a whole number, 0 to 23, got 24",
  ],
])("fails on %s", (_, props, message) => {
  expect(() => synthPostgres(props)).toThrow(message);
});
