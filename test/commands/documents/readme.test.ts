import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readme } from "../../../commands/documents/readme";
import { platforms } from "../../../stacks/platforms";

const file = (name: "staging" | "production") => ({ name, file: `environments/shop/${name}.ts`, data: {} });
const SHOP = { name: "shop", environments: [file("staging"), file("production")] };
const HEAD = "| platform | environments | in production |\n| --- | --- | --- |\n";

test("lists the environments of each platform in the table, and leaves the rest alone", () => {
  const text = (cell: string) => `${HEAD}| [The Shop](stacks/shop/README.md) | ${cell} | a cluster |\n\nMore.\n`;

  expect(readme(text("[staging](environments/shop/staging.ts)"), [SHOP])).toBe(
    text("[staging](environments/shop/staging.ts), [production](environments/shop/production.ts)"),
  );
});

test("fails for a platform without a row", () => {
  expect(() => readme(HEAD, [SHOP])).toThrow("README.md: the table of platforms must have a row for shop, got none");
});

test("has a row for every platform", () => {
  const text = readFileSync("README.md", "utf8");

  expect(() => readme(text, platforms)).not.toThrow();
});
