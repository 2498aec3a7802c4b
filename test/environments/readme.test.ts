import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { platforms } from "../../stacks/platforms";

const readme = readFileSync(join(import.meta.dirname, "../../README.md"), "utf8");

/** Cells with the environments, by the platform. */
const rows = new Map(
  [...readme.matchAll(/^\| \[[\w ]+\]\(stacks\/([\w-]+)\/README\.md\) \| ([^|]+) \|/gm)].map(
    ([, platform, environments]) => [platform!, environments!],
  ),
);

test.each(platforms)("lists the environments of $name in the table of the README", ({ name, environments }) => {
  const links = environments.map((one) => `[${one.name}](${one.file})`).join(", ");

  expect(rows.get(name), `README.md: write ${links} in the row of ${name}`).toBe(links);
});
