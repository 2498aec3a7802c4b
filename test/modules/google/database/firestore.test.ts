import type { Json } from "@modules/checks/json";
import { Firestore, type FirestoreProps } from "@modules/google/database/firestore";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import type { TerraformStack } from "cdktf";
import { expect, test } from "vitest";
import { testAccount, testKey } from "../fixture";

function firestore(
  props: Partial<FirestoreProps> = {},
  use: (database: Firestore, stack: TerraformStack) => void = () => {},
): Json {
  return synth((stack) => {
    use(
      new Firestore(stack, "documents", { name: "shop-documents", location: "nam5", key: testKey(stack), ...props }),
      stack,
    );
  });
}

test("is encrypted with the key, has point-in-time recovery and refuses deletion", () => {
  expect(only(firestore(), "google_firestore_database")).toMatchObject({
    type: "FIRESTORE_NATIVE",
    location_id: "nam5",
    cmek_config: { kms_key_name: "${google_kms_crypto_key.key.id}" },
    point_in_time_recovery_enablement: "POINT_IN_TIME_RECOVERY_ENABLED",
    delete_protection_state: "DELETE_PROTECTION_ENABLED",
    deletion_policy: "ABANDON",
    lifecycle: { prevent_destroy: true },
  });
});

test("can be deleted without deletion protection", () => {
  expect(only(firestore({ deletionProtection: false }), "google_firestore_database")).toMatchObject({
    delete_protection_state: "DELETE_PROTECTION_DISABLED",
    deletion_policy: "DELETE",
    lifecycle: { prevent_destroy: false },
  });
});

test("keeps daily backups for a week and weekly ones for fourteen", () => {
  const schedules = Object.values<Json>(firestore().resource.google_firestore_backup_schedule);

  expect(schedules).toEqual([
    expect.objectContaining({ retention: "604800s", daily_recurrence: {} }),
    expect.objectContaining({ retention: "8467200s", weekly_recurrence: { day: "SUNDAY" } }),
  ]);
  for (const { database } of schedules) {
    expect(database).toBe("${google_firestore_database.documents.name}");
  }
});

test("indexes fields in the order given", () => {
  const json = firestore({}, (database) =>
    database.addIndex("orders-by-day", "orders", { customer: "ASCENDING", day: "DESCENDING" }),
  );

  expect(only(json, "google_firestore_index")).toMatchObject({
    database: "${google_firestore_database.documents.name}",
    collection: "orders",
    fields: [
      { field_path: "customer", order: "ASCENDING" },
      { field_path: "day", order: "DESCENDING" },
    ],
  });
});

test("grants documents of this database only", () => {
  const json = firestore({}, (database, stack) => database.grantReadWrite(testAccount(stack)));

  expect(only(json, "google_project_iam_member")).toMatchObject({
    role: "roles/datastore.user",
    condition: { expression: 'resource.name == "projects/example-project/databases/shop-documents"' },
  });
});

test("fails on an index of one field, which Firestore has already", () => {
  expect(() => firestore({}, (database) => database.addIndex("lone", "orders", { day: "ASCENDING" }))).toThrow(
    "documents: fields of lone must be at least two, got 1",
  );
});
