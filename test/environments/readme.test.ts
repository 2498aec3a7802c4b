import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { platforms } from "../../stacks/platforms";

const readme = readFileSync(join(import.meta.dirname, "../../README.md"), "utf8");

/** Cells of the table's rows, by the platform's name without case and punctuation. */
const rows = new Map(
  [...readme.matchAll(/^\| ([\w ]+) \| ([\w, ]+) \|/gm)].map(([, platform, environments]) => [
    platform!.toLowerCase().replaceAll(" ", "-"),
    environments!,
  ]),
);

test.each(platforms)("lists the environments of $name in the table of the README", ({ name, environments }) => {
  const names = environments.map((one) => one.name).join(", ");

  expect(rows.get(name), `README.md: list ${names} in the row of ${name}`).toBe(names);
});
