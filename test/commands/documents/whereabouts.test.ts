import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { whereabouts } from "../../../commands/documents/whereabouts";
import { production } from "../../../environments/lp/production";
import { prepared } from "../../support/stacks";

const PREFIX = "lp-production-";
const FOLDER = "stacks/lp";
const stacks = prepared
  .filter(({ id }) => id.startsWith(PREFIX))
  .map((one) => ({ prepared: one, name: one.id.slice(PREFIX.length) }));
const rows = whereabouts(FOLDER, production, stacks);
const row = (thing: string) => rows.find((one) => one.startsWith(`| ${thing} |`))!;

test("leads to the stacks, the modules of each cloud and the field of the databases", () => {
  expect(row("databases")).toBe(
    "| databases | [data](aws/data/stack.ts), [data-us-west-2](aws/data-replica.ts), [google-data](google/data.ts) | " +
      "[aws aurora](../../modules/aws/database/aurora/aurora.ts), " +
      "[aws aurora-replica-cluster](../../modules/aws/database/aurora/aurora-replica-cluster.ts), " +
      "[google postgres](../../modules/google/database/postgres.ts) | `database` |",
  );
});

test("names a stack that several regions have once", () => {
  expect(row("networks").match(/aws\/network\.ts/g)).toHaveLength(1);
});

test("has no row for what the environment lacks", () => {
  expect(row("services on ECS")).toBeUndefined();
});

test("links to files that exist", () => {
  const files = rows.flatMap((one) => [...one.matchAll(/\]\(([^)]+)\)/g)].map(([, file]) => join(FOLDER, file!)));

  expect(files.length).toBeGreaterThan(rows.length);
  expect(files.filter((file) => !existsSync(file))).toEqual([]);
});
