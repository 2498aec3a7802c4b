import type { Json } from "@modules/checks/json";
import { Key, type KeyProps } from "@modules/google/security/key";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

const KEY_RING = "projects/example-project/locations/us-central1/keyRings/shop";

function key(props: Partial<KeyProps> = {}): Json {
  return synth((stack) => new Key(stack, "key", { name: "data", keyRing: KEY_RING, ...props }));
}

test("rotates every ninety days, in software, with deletion protection", () => {
  expect(only(key(), "google_kms_crypto_key")).toMatchObject({
    name: "data",
    key_ring: KEY_RING,
    purpose: "ENCRYPT_DECRYPT",
    rotation_period: "7776000s",
    destroy_scheduled_duration: "2592000s",
    version_template: { protection_level: "SOFTWARE" },
    lifecycle: { prevent_destroy: true },
  });
});

test("is protected by hardware when asked to", () => {
  expect(only(key({ hardware: true }), "google_kms_crypto_key").version_template.protection_level).toBe("HSM");
});

test("grants its use to the agents of services", () => {
  const members = Object.values<Json>(
    key({ services: ["sqladmin", "storage"] }).resource.google_kms_crypto_key_iam_member,
  );

  expect(members.map(({ role, member }) => [role, member])).toEqual([
    [
      "roles/cloudkms.cryptoKeyEncrypterDecrypter",
      "serviceAccount:service-123456789012@gcp-sa-cloud-sql.iam.gserviceaccount.com",
    ],
    [
      "roles/cloudkms.cryptoKeyEncrypterDecrypter",
      "serviceAccount:service-123456789012@gs-project-accounts.iam.gserviceaccount.com",
    ],
  ]);
});

test.each<[Partial<KeyProps>, string]>([
  [{ rotationDays: 0 }, "key: rotationDays must be a whole number, 1 to 365, got 0"],
  [{ deletionWindowDays: 121 }, "key: deletionWindowDays must be a whole number, 1 to 120, got 121"],
])("fails on %j", (props, message) => {
  expect(() => key(props)).toThrow(message);
});

test("exists already, and grants its use to the agents of services", () => {
  const id = `${KEY_RING}/cryptoKeys/data`;
  const { resource } = synth((stack) => {
    const existing = Key.fromExisting(stack, "key", { id });
    existing.grantEncryptDecrypt("storage");

    expect(existing.id).toBe(id);
  });

  expect(resource.google_kms_crypto_key).toBeUndefined();
  expect(only({ resource }, "google_kms_crypto_key_iam_member")).toMatchObject({
    crypto_key_id: id,
    member: "serviceAccount:service-123456789012@gs-project-accounts.iam.gserviceaccount.com",
  });
});

test("fails when an existing key has the id of its ring", () => {
  expect(() => synth((stack) => Key.fromExisting(stack, "key", { id: KEY_RING }))).toThrow(
    `key: id must be projects/<project>/locations/<location>/keyRings/<ring>/cryptoKeys/<name>, got ${KEY_RING}`,
  );
});

test("lets overrides replace its own arguments", () => {
  expect(
    only(key({ overrides: { labels: { team: "data" }, rotationPeriod: "86400s" } }), "google_kms_crypto_key"),
  ).toMatchObject({
    labels: { team: "data" },
    rotation_period: "86400s",
  });
});
