import type { Json } from "@modules/checks/json";
import { expect, test } from "vitest";
import type { GoogleSecurityStack } from "../../../../stacks/shared/google/security";
import { prepared, stacks } from "../../../support/stacks";

function keys(id: string): Json[] {
  return Object.values<Json>(stacks[id]!.resource.google_kms_crypto_key);
}

/** Agents that use a key, by the key's id in the stack. */
function agents(id: string, key: string): string[] {
  return Object.values<Json>(stacks[id]!.resource.google_kms_crypto_key_iam_member)
    .filter(({ crypto_key_id }) => crypto_key_id === `\${google_kms_crypto_key.${key}.id}`)
    .map(({ member }) => member.replace(/^.*@|\.iam\.gserviceaccount\.com$/g, ""))
    .sort();
}

test("lets the services in use have the data key, as others have no agent to be granted it", () => {
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

test("keeps a key in the United States for what DafnckMachine keeps in all of them", () => {
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

test("keeps production's keys and rings, and lets development's go", () => {
  const kept = (id: string) => keys(id).map(({ lifecycle }) => lifecycle.prevent_destroy);

  expect(new Set(kept("dafnckmachine-production-google-security"))).toEqual(new Set([true]));
  expect(new Set(kept("dafnckmachine-development-google-security"))).toEqual(new Set([false]));
});

test("fails when a key of multi-region data is asked for without a location", () => {
  const { stack } = prepared.find(({ id }) => id === "lp-production-google-security")!;

  expect(() => (stack as GoogleSecurityStack).multiRegionKey).toThrow(
    "lp-production-google-security: multiRegion must be set to a location such as us for a key there, got none",
  );
});
