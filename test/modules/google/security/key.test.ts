import type { Json } from "@modules/checks/json";
import { Key, type KeyProps } from "@modules/google/security/key";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

const KEY_RING = "projects/example-project/locations/us-central1/keyRings/shop";

function key(props: Partial<KeyProps> = {}): Json {
  return synth((stack) => new Key(stack, "key", { name: "data", keyRing: KEY_RING, ...props }));
}

test("rotates every ninety days in software, and stays", () => {
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

test("is in hardware when asked to", () => {
  expect(only(key({ hardware: true }), "google_kms_crypto_key").version_template.protection_level).toBe("HSM");
});

test("lets the agents of services use it for what they store, and nobody else", () => {
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
