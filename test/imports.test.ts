/**
 * Modules and their tests may load only the provider bindings of their own cloud, because loading bindings takes
 * seconds.
 */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { expect, test } from "vitest";
import { filesBelow } from "../app/files";

interface Package {
  /** Provider bindings that its modules load. */
  readonly bindings: readonly string[];
  /** Packages of modules that it may import, besides core. @default none */
  readonly uses?: readonly string[];
  /** Provider bindings that its tests load in addition. @default none */
  readonly testBindings?: readonly string[];
}

const EVERY_BINDING = ["aws", "cloudflare", "github", "google", "helm", "kubernetes", "tfe"];

const MODULE_PACKAGES: Readonly<Record<string, Package>> = {
  aws: { bindings: ["aws"] },
  // Limits of all clouds are tables, which load no binding.
  checks: { bindings: [], uses: ["aws", "cloudflare", "google", "kubernetes"], testBindings: EVERY_BINDING },
  // Delegated zones, certificates and workload identities connect the other clouds to AWS.
  cloudflare: { bindings: ["cloudflare"], testBindings: ["aws"] },
  config: { bindings: [], testBindings: ["aws"] },
  core: { bindings: [], testBindings: ["aws"] },
  github: { bindings: ["github"], testBindings: ["aws"] },
  google: { bindings: ["google"], testBindings: ["aws"] },
  hcp: { bindings: ["tfe"], testBindings: ["aws"] },
  kubernetes: { bindings: ["kubernetes", "helm"], testBindings: ["aws"] },
  testing: { bindings: [], uses: ["aws", "checks", "cloudflare", "google", "kubernetes"], testBindings: ["aws"] },
};

const PACKAGES = [
  "@cdktf/*",
  "@kubernetes-models/*",
  "@aws-sdk/*",
  "@electric-sql/*",
  "cdktf",
  "cdktf/*",
  "constructs",
  "kubernetes-models",
];

function sourcesOf(folder: string): string[] {
  return existsSync(folder)
    ? filesBelow(folder)
        .filter((file) => file.endsWith(".ts"))
        .map((file) => join(folder, file))
    : [];
}

/** Everything that the files load, directly or through other files: packages by name, files of the repository by path. */
function loadedBy(files: readonly string[]): string[] {
  const { metafile } = buildSync({
    // One bundle of all files: one for each file would repeat what they share.
    stdin: { contents: files.map((file) => `import "./${file}";`).join("\n"), resolveDir: "." },
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
    outfile: "unused",
    platform: "node",
    write: false,
  });
  return Object.values(metafile.inputs).flatMap(({ imports }) => imports.map(({ path }) => path));
}

test("lists every package of modules", () => {
  expect(readdirSync("modules").sort()).toEqual(Object.keys(MODULE_PACKAGES).sort());
});

function bindingsIn(loaded: readonly string[]): string[] {
  const bindings = loaded.flatMap((path) => /^@cdktf\/provider-([a-z]+)/.exec(path)?.[1] ?? []);
  return [...new Set(bindings)].sort();
}

test.each(Object.entries(MODULE_PACKAGES))(
  "builds %s without bindings or modules of other clouds",
  (name, { bindings, uses = [] }) => {
    const loaded = loadedBy(sourcesOf(`modules/${name}`));
    const own = ["core", name, ...uses];
    const others = loaded.filter((path) => path.startsWith("modules/") && !own.includes(path.split("/")[1]!));

    expect(bindingsIn(loaded)).toEqual([...bindings].sort());
    expect(others).toEqual([]);
  },
);

test.each(Object.entries(MODULE_PACKAGES))(
  "tests %s without bindings of other clouds",
  (name, { bindings, testBindings = [] }) => {
    const loaded = loadedBy(sourcesOf(`test/modules/${name}`));
    const allowed = [...bindings, ...testBindings];

    expect(bindingsIn(loaded).filter((binding) => !allowed.includes(binding))).toEqual([]);
  },
);
