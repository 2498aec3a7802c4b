/** Cloud Storage, Artifact Registry and Cloud KMS. */
import { nested } from "../../model/values";
import type { Rule } from "../rule";

/** Days in a duration such as `7776000s`; not a number without one. */
const daysIn = (duration: unknown) => Number.parseInt(String(duration), 10) / 86400;

export const googleStorage: readonly Rule[] = [
  {
    name: "Google buckets prevent public access",
    type: "google_storage_bucket",
    holds: ({ block }) => block.public_access_prevention === "enforced",
    fix: 'set public_access_prevention to "enforced"',
    broken: { public_access_prevention: "inherited" },
  },
  {
    name: "Google buckets ignore ACLs",
    type: "google_storage_bucket",
    holds: ({ block }) => block.uniform_bucket_level_access === true,
    fix: "set uniform_bucket_level_access",
    broken: { uniform_bucket_level_access: false },
  },
  {
    name: "Google buckets keep versions",
    type: "google_storage_bucket",
    holds: ({ block }) => nested(block.versioning).enabled === true,
    fix: "set versioning.enabled",
    broken: { versioning: { enabled: false } },
  },
  {
    name: "Google buckets are encrypted with a customer key",
    type: "google_storage_bucket",
    holds: ({ block }) => !!nested(block.encryption).default_kms_key_name,
    fix: "set encryption.default_kms_key_name",
    broken: { versioning: { enabled: true } },
  },
  {
    name: "Google buckets are never deleted with their objects",
    type: "google_storage_bucket",
    holds: ({ block }) => block.force_destroy === false,
    fix: "set force_destroy to false",
    broken: { force_destroy: true },
  },
  {
    name: "Google repositories never overwrite tags",
    type: "google_artifact_registry_repository",
    holds: ({ block }) => nested(block.docker_config).immutable_tags === true,
    fix: "set docker_config.immutable_tags",
    broken: { docker_config: { immutable_tags: false } },
  },
  {
    name: "Google repositories are encrypted with a customer key",
    type: "google_artifact_registry_repository",
    holds: ({ block }) => !!block.kms_key_name,
    fix: "set kms_key_name",
    broken: { format: "DOCKER" },
  },
  {
    name: "Google keys rotate every quarter",
    type: "google_kms_crypto_key",
    holds: ({ block }) => daysIn(block.rotation_period) <= 90,
    fix: 'set rotation_period to "7776000s" or less',
    broken: { rotation_period: `${365 * 86400}s` },
  },
  {
    name: "versions of Google keys can be restored for a week",
    type: "google_kms_crypto_key",
    holds: ({ block }) => daysIn(block.destroy_scheduled_duration) >= 7,
    fix: 'set destroy_scheduled_duration to "604800s" or more',
    broken: { destroy_scheduled_duration: "86400s" },
  },
];
