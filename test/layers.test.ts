/** Imports between folders go in one direction and never form a circle. */
import { expect, test } from "vitest";
import { circles, importsOf, sources } from "./support/imports";

const PLATFORMS = ["dafnckmachine", "freeagentics", "lp", "phoenix-rooivalk"];

/** Folders that each folder may import, beside itself. A file belongs to the longest folder that contains it. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  "modules/core": [],
  "modules/aws": ["modules/core"],
  // Limits of all clouds are tables.
  "modules/checks": ["modules/aws", "modules/cloudflare", "modules/core", "modules/google", "modules/kubernetes"],
  "modules/cloudflare": ["modules/core"],
  "modules/config": ["modules/core"],
  "modules/github": ["modules/core"],
  "modules/google": ["modules/core"],
  "modules/hcp": ["modules/core"],
  "modules/kubernetes": ["modules/core"],
  "modules/testing": ["modules/aws", "modules/checks", "modules/google"],
  // These are tables without bindings: quotas that AWS can raise, ranges of services, and types that the clouds offer.
  "environments/schema": [
    "modules/core",
    "modules/aws/quotas",
    "modules/aws/database/limits",
    "modules/aws/tables",
    "modules/google/limits",
    "modules/google/machine-types",
    "modules/google/quotas",
  ],
  ...Object.fromEntries(
    PLATFORMS.map((platform) => [
      `environments/${platform}`,
      ["environments/schema", "modules/core", "modules/aws/tables"],
    ]),
  ),
  "stacks/base": ["environments/schema", "modules"],
  "stacks/parts": ["stacks/base", "environments/schema", "modules"],
  "stacks/shared": ["stacks/parts", "stacks/base", "environments/schema", "modules"],
  ...Object.fromEntries(
    PLATFORMS.map((platform) => [
      `stacks/${platform}`,
      [
        `environments/${platform}`,
        "stacks/shared",
        "stacks/parts",
        "stacks/base",
        "environments/schema",
        "modules",
        "workers",
        "config",
      ],
    ]),
  ),
  "stacks/platforms": PLATFORMS.map((platform) => `stacks/${platform}`).concat("stacks/base"),
  app: ["stacks/base", "stacks/platforms", "environments/schema", "modules"],
  commands: ["app", "stacks/base", "stacks/platforms", "environments/schema", "modules"],
  bench: ["app", "commands", "stacks", "environments", "modules"],
};

const within = (path: string, folder: string) => path === folder || path.startsWith(`${folder}/`);

function folderOf(path: string): string | undefined {
  return Object.keys(ALLOWED)
    .filter((folder) => within(path, folder))
    .sort((a, b) => b.length - a.length)[0];
}

const files = sources("app", "bench", "commands", "environments", "modules", "stacks");
const imports = importsOf(files);

test("knows the folder of every file", () => {
  expect(files.filter((file) => folderOf(file) === undefined)).toEqual([]);
});

test("imports only from the folders below", () => {
  const forbidden = imports.filter(({ from, to }) => {
    const folder = folderOf(from)!;
    return ![folder, ...ALLOWED[folder]!].some((allowed) => within(to, allowed));
  });

  expect(forbidden.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
});

test("has no circle of imports, of types either", () => {
  expect(circles(imports)).toEqual([]);
});

test("has no circle in the tests", () => {
  expect(circles(importsOf(sources("test")))).toEqual([]);
});

test("finds a circle", () => {
  const circle = [
    { from: "a", to: "b" },
    { from: "b", to: "c" },
    { from: "c", to: "a" },
    { from: "c", to: "d" },
  ];

  expect(circles(circle)).toEqual(["a -> b -> c -> a"]);
  expect(circles(circle.slice(0, 2))).toEqual([]);
});
