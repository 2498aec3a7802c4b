import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Json } from "@modules/checks/json";
import { beforeEach, expect, test, vi } from "vitest";
import { evidence, evidenceFiles } from "../../commands/evidence";
import { prepared } from "../support/stacks";

beforeEach(() => {
  vi.spyOn(console, "log").mockImplementation(() => {});
});

const files = evidenceFiles("dafnckmachine-production", prepared, "0abc");
const parsed = (file: string): Json => JSON.parse(files.get(file)!);

test("packs the mapping, rules, waivers, access, encryption, backups, recovery and versions", () => {
  expect([...files.keys()]).toEqual([
    "access.json",
    "access.txt",
    "backups.json",
    "controls.md",
    "encryption.json",
    "recovery.json",
    "recovery.txt",
    "rules.json",
    "versions.json",
    "waivers.json",
    "manifest.json",
  ]);
});

test("has the SHA-256 digest of every file in its manifest", async () => {
  const folder = join(mkdtempSync(join(tmpdir(), "evidence-")), "pack");
  await evidence("dafnckmachine-production", { out: folder }, prepared, "0abc");
  const manifest: Json = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));

  expect(manifest.files.map(({ file }: Json) => file)).toEqual(
    readdirSync(folder)
      .filter((file) => file !== "manifest.json")
      .sort(),
  );
  for (const { file, sha256, bytes } of manifest.files) {
    const content = readFileSync(join(folder, file));
    expect([sha256, bytes], file).toEqual([createHash("sha256").update(content).digest("hex"), content.length]);
  }
});

test("gives the same bytes for the same revision", () => {
  expect(evidenceFiles("dafnckmachine-production", prepared, "0abc")).toEqual(files);
});

test("is about one environment only", () => {
  const places = [...parsed("rules.json").flatMap(({ waived }: Json) => waived), ...parsed("waivers.json").policies];

  expect(places.length).toBeGreaterThan(0);
  expect(places.filter(({ place }: Json) => !place.startsWith("dafnckmachine-production-"))).toEqual([]);
  expect(parsed("access.json").every(({ stack }: Json) => stack.startsWith("dafnckmachine-production-"))).toBe(true);
});

test("says which key encrypts each resource, a bucket's too", () => {
  const keysOf = (address: string) =>
    parsed("encryption.json").find(
      (row: Json) => row.stack === "dafnckmachine-production-data" && row.address === address,
    ).keys;

  expect(keysOf("aws_db_instance.database")[0]).toContain("data-key");
  expect(keysOf("aws_s3_bucket.data")[0]).toContain("data-key");
  expect(keysOf("aws_s3_bucket.access-logs")).toEqual(["the service's own"]);
});

test("has the effective access of the environment, as the repository keeps it", () => {
  expect(files.get("access.txt")).toBe(readFileSync("docs/access/dafnckmachine-production.txt", "utf8"));
});

test("says what a role may do and who assumes it", () => {
  const role = parsed("access.json").find(({ name }: Json) => name === "dafnckmachine-backup-plans");

  expect(role.assumedBy[0].Principal).toEqual({ Service: "backup.amazonaws.com" });
  expect(role.managedPolicies[0]).toMatch(/AWSBackupServiceRolePolicyForBackup$/);
});

test("fails for an environment that does not exist, and names those that do", async () => {
  await expect(evidence("lp-prod", {}, prepared, "0abc")).rejects.toThrow(
    /no environment is named lp-prod; did you mean lp-production\?[\s\S]*dafnckmachine-development[\s\S]*lp-production/,
  );
});

test("fails for a folder that is not empty", async () => {
  await expect(evidence("lp-production", { out: "runbooks" }, prepared, "0abc")).rejects.toThrow(
    "runbooks must be an empty or a new folder; name another with --out",
  );
});
