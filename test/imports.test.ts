/** What each cloud's modules and their tests load: bindings of another cloud would cost every one of them its time. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { expect, test } from "vitest";

const BINDINGS: Readonly<Record<string, readonly string[]>> = {
  aws: ["aws"],
  cloudflare: ["cloudflare"],
  config: [],
  google: ["google"],
  kubernetes: ["kubernetes", "helm"],
  core: [],
};

const PACKAGES = [
  "@cdktf/*",
  "@kubernetes-models/*",
  "@aws-sdk/*",
  "cdktf",
  "cdktf/*",
  "constructs",
  "kubernetes-models",
];

function sourcesOf(folder: string): string[] {
  return existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".ts") && !file.includes("node_modules"))
        .map((file) => join(folder, file))
    : [];
}

/** Everything that the files load, directly or not: packages by name, our own files by path. */
function loadedBy(files: readonly string[]): string[] {
  const { metafile } = buildSync({
    entryPoints: [...files],
    bundle: true,
    external: [
      ...PACKAGES,
      "esbuild",
      "fast-check",
      "fastest-levenshtein",
      "fflate",
      "ipaddr.js",
      "vitest",
      "yaml",
      "zod",
    ],
    format: "esm",
    metafile: true,
    outdir: "unused",
    platform: "node",
    write: false,
  });
  return Object.values(metafile.inputs).flatMap(({ imports }) => imports.map(({ path }) => path));
}

test("says for every package of modules which bindings are its own", () => {
  expect(readdirSync("modules").sort()).toEqual(Object.keys(BINDINGS).sort());
});

function bindingsIn(loaded: readonly string[]): string[] {
  const bindings = loaded.flatMap((path) => /^@cdktf\/provider-([a-z]+)/.exec(path)?.[1] ?? []);
  return [...new Set(bindings)].sort();
}

test.each(Object.entries(BINDINGS))("builds the modules for %s on nothing of another cloud", (cloud, own) => {
  const loaded = loadedBy(sourcesOf(`modules/${cloud}`));
  const others = loaded.filter((path) => /^modules\/(?!core\/)/.test(path) && !path.startsWith(`modules/${cloud}/`));

  expect(bindingsIn(loaded)).toEqual([...own].sort());
  expect(others).toEqual([]);
});

test.each(Object.entries(BINDINGS))(
  "loads for the tests of modules for %s no binding of a third cloud",
  (cloud, own) => {
    const loaded = loadedBy(sourcesOf(`test/modules/${cloud}`));
    // What another cloud has to do with is AWS: a delegated zone, a certificate.
    const allowed = ["aws", ...own];

    expect(bindingsIn(loaded).filter((binding) => !allowed.includes(binding))).toEqual([]);
  },
);
