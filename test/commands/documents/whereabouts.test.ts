import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { THINGS } from "../../../commands/documents/things";
import { COLUMNS, whereabouts } from "../../../commands/documents/whereabouts";
import { platforms } from "../../../stacks/platforms";
import { prepared } from "../../support/stacks";

const RUNBOOKS = readdirSync("runbooks", { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".md"))
  .map((file) => join("runbooks", file));

/** Rows of the table of a platform's production. */
function rowsOf(platform: string): string[][] {
  const prefix = `${platform}-production-`;
  const stacks = prepared
    .filter(({ id }) => id.startsWith(prefix))
    .map((one) => ({ prepared: one, name: one.id.slice(prefix.length) }));
  const runbooks = RUNBOOKS.filter((file) => file.split("/").length === 2 || file.includes(`/${platform}/`));
  return whereabouts(join("stacks", platform), join("environments", platform, "production.ts"), stacks, runbooks);
}

const names = platforms.map(({ name }) => name);
const tables = new Map(names.map((name) => [name, rowsOf(name)]));

/** A cell of the row of a thing. */
function cell(platform: string, thing: string, column: string): string | undefined {
  const row = tables.get(platform)!.find(([name]) => name === thing);
  return row?.[COLUMNS.indexOf(column)];
}

test("names every stack that holds a thing, also those of several regions with one class", () => {
  expect(cell("lp", "databases", "stacks")).toBe("data, data-us-west-2, google-data");
  expect(cell("lp", "networks", "stacks")).toBe("network, network-us-west-2, google-network");
});

test("leads to the part of a stack that makes a thing, and to the part that several platforms share", () => {
  expect(cell("lp", "databases", "made in")).toBe(
    "[aws/data/database.ts](aws/data/database.ts), [aws/data-replica.ts](aws/data-replica.ts), " +
      "[google/data.ts](google/data.ts)",
  );
  expect(cell("dafnckmachine", "WAF", "made in")).toContain("[parts/aws/web-acl.ts](../parts/aws/web-acl.ts)");
});

test("leads to the modules of each cloud and to the thresholds of their alarms", () => {
  expect(cell("lp", "databases", "modules")).toBe(
    "[aws database/aurora/aurora](../../modules/aws/database/aurora/aurora.ts), " +
      "[aws database/aurora/aurora-replica-cluster](../../modules/aws/database/aurora/aurora-replica-cluster.ts), " +
      "[google database/postgres](../../modules/google/database/postgres.ts)",
  );
  expect(cell("lp", "databases", "thresholds of alarms")).toBe(
    "[aws database/aurora/alarms](../../modules/aws/database/aurora/alarms.ts), " +
      "[google database/postgres-alerts](../../modules/google/database/postgres-alerts.ts)",
  );
});

test("leads to the line of each field that the environment has, also inside another field", () => {
  const lines = readFileSync("environments/lp/production.ts", "utf8").split("\n");
  const links = [...cell("lp", "databases", "set by")!.matchAll(/\[`([\w.]+)`\]\([^)#]+#L(\d+)\)/g)];

  expect(links.map(([, field, line]) => [field, lines[Number(line) - 1]])).toEqual([
    ["database", "  database: {"],
    ["google.database", "    database: {"],
  ]);
});

test("leaves out a field inside another that the environment lacks", () => {
  expect(cell("lp", "WAF", "set by")).not.toContain("blockedCountries");
});

test("leads to the platform's runbooks and to those of all platforms", () => {
  expect(cell("lp", "databases", "runbooks")).toContain("[lp/aurora-upgrade](../../runbooks/lp/aurora-upgrade.md)");
  expect(cell("lp", "databases", "runbooks")).toContain("[restore](../../runbooks/restore.md)");
});

test("leaves runbooks of databases out of the row of servers", () => {
  expect(cell("freeagentics", "servers and bastions", "runbooks")).toContain("/vertical-scaling]");
  expect(cell("freeagentics", "servers and bastions", "runbooks")).not.toContain("/read-replica-scaling]");
});

test("gives runbooks of one name different labels", () => {
  const labels = [...cell("freeagentics", "backup plans", "runbooks")!.matchAll(/\[([^\]]+)\]/g)].map(
    ([, text]) => text,
  );

  expect(labels.sort()).toEqual(["complete-loss", "freeagentics/complete-loss", "restore"]);
});

test("has no row for what the environment lacks", () => {
  expect(cell("lp", "services on ECS", "stacks")).toBeUndefined();
});

test.each(names)("links to files that exist, for %s", (platform) => {
  const rows = tables.get(platform)!;
  const files = rows.flatMap((one) =>
    [...one.join(" ").matchAll(/\]\(([^)#]+)/g)].map(([, file]) => join("stacks", platform, file!)),
  );

  expect(files.length).toBeGreaterThan(rows.length);
  expect(files.filter((file) => !existsSync(file))).toEqual([]);
});

const used = [...tables.values()].flat();

test.each(THINGS)("knows fields, alarms and runbooks of $name that some platform has", ({ name, ...thing }) => {
  const own = used
    .filter(([title]) => title === name)
    .flat()
    .join(" ");

  expect((thing.fields ?? []).filter((field) => !own.includes(`[\`${field}\`]`))).toEqual([]);
  expect((thing.alarms ?? []).filter((file) => !own.includes(`/modules/${file})`))).toEqual([]);
  expect(thing.runbooks === undefined || own.includes("/runbooks/")).toBe(true);
});
