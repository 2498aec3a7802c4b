import type { Json } from "@modules/checks/json";
import { expect, test } from "vitest";
import type { GoogleSecurityStack } from "../../../../stacks/shared/google/security";
import { prepared, stacks } from "../../../support/stacks";

function keys(id: string): Json[] {
  return Object.values<Json>(stacks[id]!.resource.google_kms_crypto_key);
}

/** Service agents that may use a key; `key` is its id in the stack. */
function agents(id: string, key: string): string[] {
  return Object.values<Json>(stacks[id]!.resource.google_kms_crypto_key_iam_member)
    .filter(({ crypto_key_id }) => crypto_key_id === `\${google_kms_crypto_key.${key}.id}`)
    .map(({ member }) => member.replace(/^.*@|\.iam\.gserviceaccount\.com$/g, ""))
    .sort();
}

test("lets the service agents of enabled APIs use the data key", () => {
  expect(agents("lp-production-google-security", "data-key")).toEqual([
    "cloud-redis",
    "compute-system",
    "gcp-sa-artifactregistry",
    "gcp-sa-cloud-sql",
  ]);
  expect(agents("dafnckmachine-production-google-security", "data-key")).toEqual([
    "compute-system",
    "gcp-sa-artifactregistry",
    "gcp-sa-cloud-sql",
  ]);
});

test("has a key in the multi-region us for DafnckMachine", () => {
  const rings = Object.values<Json>(stacks["dafnckmachine-production-google-security"]!.resource.google_kms_key_ring);

  expect(rings.map(({ name, location }) => [name, location])).toEqual([
    ["dafnckmachine", "us-central1"],
    ["dafnckmachine", "us"],
  ]);
  expect(agents("dafnckmachine-production-google-security", "multi-region-key")).toEqual([
    "gcp-sa-firestore",
    "gs-project-accounts",
  ]);
});

test("protects the keys and rings of production from deletion, and not those of development", () => {
  const kept = (id: string) => keys(id).map(({ lifecycle }) => lifecycle.prevent_destroy);

  expect(new Set(kept("dafnckmachine-production-google-security"))).toEqual(new Set([true]));
  expect(new Set(kept("dafnckmachine-development-google-security"))).toEqual(new Set([false]));
});

test("fails when the multi-region key is read from a stack without a multi-region location", () => {
  const { stack } = prepared.find(({ id }) => id === "lp-production-google-security")!;

  expect(() => (stack as GoogleSecurityStack).multiRegionKey).toThrow(
    "lp-production-google-security: multiRegion must be set to a location such as us for a key there, got none",
  );
});
