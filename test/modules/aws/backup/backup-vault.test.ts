import { BackupVault, type BackupVaultProps } from "@modules/aws/backup/backup-vault";
import { Key } from "@modules/aws/security/key";
import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

function vault(props: Partial<BackupVaultProps> = {}): Json {
  return synth((stack) => {
    const key = Key.fromExisting(stack, "key", { arn: "arn:aws:kms:us-east-1:111122223333:key/1234abcd" });
    new BackupVault(stack, "vault", { name: "shop", key, ...props });
  });
}

test("is encrypted, protected and locked for a week", () => {
  expect(only(vault(), "aws_backup_vault")).toMatchObject({
    name: "shop",
    kms_key_arn: "arn:aws:kms:us-east-1:111122223333:key/1234abcd",
    force_destroy: false,
    lifecycle: { prevent_destroy: true },
  });
  expect(only(vault(), "aws_backup_vault_lock_configuration").min_retention_days).toBe(7);
});

test.each([
  [{ name: "s" }, "name must be 2 to 50 letters, digits, hyphens and underscores, got s"],
  [{ minRetentionDays: 0 }, "minRetentionDays must be a whole number, 1 to 36500, got 0"],
] as [Partial<BackupVaultProps>, string][])("fails for %o", (props, message) => {
  expect(() => vault(props)).toThrow(message);
});

test("lets overrides win over what it sets", () => {
  expect(only(vault({ overrides: { forceDestroy: true } }), "aws_backup_vault").force_destroy).toBe(true);
});
