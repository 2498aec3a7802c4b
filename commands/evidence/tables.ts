/** Tables of an environment for an auditor, each a plain value that JSON can hold. */

import { rolesOf } from "@modules/checks/access/roles";
import { calendar } from "@modules/checks/calendar/calendar";
import type { Json } from "@modules/checks/json";
import { type Block, blocksOf } from "@modules/checks/model/blocks";
import { list, nested } from "@modules/checks/model/values";
import { STATEFUL_TYPES } from "@modules/checks/policies/protection";
import type { PreparedStack } from "@modules/checks/prepare";

/** Arguments that name the key of what a resource holds. */
const KEYS =
  /^(kms_key_id|kms_key_arn|kms_key|kms_master_key_id|kms_key_name|encryption_key_name|customer_managed_key)$/;

/** Resources that hold data, with the keys that encrypt them. */
export function encryptionTable(stacks: readonly PreparedStack[]): Json[] {
  return resources(stacks, ({ type }) => STATEFUL_TYPES.includes(type) && !/kms/.test(type)).map((block) => {
    // A bucket's encryption is a resource of its own.
    const companion = blocksOf(block.stack).find(
      ({ type, attributes }) =>
        type === "aws_s3_bucket_server_side_encryption_configuration" &&
        String(attributes.bucket).includes(`\${${block.address}.`),
    );
    const keys = [...keysIn(block.attributes), ...keysIn(companion?.attributes)];
    return { ...placeOf(block), keys: keys.length > 0 ? keys : ["the service's own"] };
  });
}

function keysIn(value: Json): string[] {
  return typeof value !== "object" || value === null
    ? []
    : Object.entries<Json>(value).flatMap(([name, inner]) =>
        KEYS.test(name) && typeof inner === "string" ? [inner] : name === "//" ? [] : keysIn(inner),
      );
}

/** Roles of AWS in some of all stacks, who may assume them, and the policies that say what they may do. */
export function accessTable(all: readonly PreparedStack[], stacks: readonly PreparedStack[]): Json[] {
  return rolesOf(all)
    .filter(({ block }) => stacks.includes(block.stack))
    .map(({ block, name, trust, awsPolicies, policies, boundary }) => ({
      ...placeOf(block),
      name,
      assumedBy: list(trust.Statement),
      managedPolicies: awsPolicies,
      policies,
      boundary: boundary ?? null,
    }));
}

/** Plans of AWS Backup with their selections, vaults with their locks, and restore tests. */
export function backupTable(stacks: readonly PreparedStack[]): Json {
  const of = (type: string) => resources(stacks, (block) => block.type === type);
  const attributes = (type: string, names: readonly string[]) =>
    of(type).map((block) => ({
      ...placeOf(block),
      ...Object.fromEntries(names.map((name) => [name, block.attributes[name] ?? null])),
    }));
  return {
    plans: attributes("aws_backup_plan", ["name", "rule"]),
    selections: attributes("aws_backup_selection", ["name", "plan_id", "resources", "condition"]),
    vaults: attributes("aws_backup_vault", ["name", "kms_key_arn"]),
    locks: attributes("aws_backup_vault_lock_configuration", ["backup_vault_name", "min_retention_days"]),
    restoreTests: attributes("aws_backup_restore_testing_plan", [
      "name",
      "schedule_expression",
      "recovery_point_selection",
    ]),
    restoreSelections: attributes("aws_backup_restore_testing_selection", [
      "name",
      "protected_resource_type",
      "protected_resource_arns",
      "protected_resource_conditions",
      "validation_window_hours",
    ]),
    reports: attributes("aws_backup_report_plan", ["name", "report_setting"]),
  };
}

/** Versions of Terraform, of its providers and of everything with an end of support. */
export function versionTable(stacks: readonly PreparedStack[]): Json {
  const providers = new Map<string, string>();
  for (const { json } of stacks) {
    for (const [name, { source, version }] of Object.entries<Json>(json.terraform?.required_providers ?? {})) {
      providers.set(source ?? name, version);
    }
  }
  return {
    terraform: [...new Set(stacks.map(({ json }) => json.terraform?.required_version))],
    providers: Object.fromEntries([...providers].sort(([a], [b]) => (a < b ? -1 : 1))),
    products: calendar(stacks).map(({ product, cycle, end, uses }) => ({
      product,
      cycle,
      ends: end?.ends ?? null,
      source: end?.source ?? null,
      uses: list(uses).length,
    })),
  };
}

function resources(stacks: readonly PreparedStack[], fits: (block: Block) => boolean): Block[] {
  return stacks.flatMap((stack) => blocksOf(stack).filter((block) => block.kind === "resource" && fits(block)));
}

function placeOf({ stack, address, attributes }: Block) {
  const region = nested(stack.json.provider?.aws).region ?? attributes.location ?? null;
  return { stack: stack.id, address, region };
}
