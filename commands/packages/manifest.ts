/** The package.json of published module packages. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

/** Scope of the packages in the workspace, by which the sources import each other. */
const WORKSPACE_SCOPE = "@modules";

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly license: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** Scope of the published names, from `config.packageScope` of the repository's package.json. */
export function publishedScope(): string {
  const { config } = JSON.parse(readFileSync("package.json", "utf8"));
  const scope: unknown = config?.packageScope;
  if (typeof scope !== "string" || !/^@[a-z0-9-]+$/.test(scope)) {
    throw new Error(`package.json: config.packageScope must be a scope such as @acme, got ${scope}`);
  }
  return scope;
}

/** The text with names of the workspace's packages under the published scope. */
export function scoped(text: string, scope: string): string {
  return text.replaceAll(`${WORKSPACE_SCOPE}/`, `${scope}/`);
}

/** The manifest of a package in `modules/<folder>` as others install it: compiled files, versions instead of `catalog:`. */
export function publishedManifest(folder: string, scope: string): Record<string, unknown> {
  const own = manifestOf(folder);
  const catalog: Readonly<Record<string, string>> = parse(readFileSync("pnpm-workspace.yaml", "utf8")).catalog;
  const versions = (dependencies: Readonly<Record<string, string>> = {}) =>
    Object.fromEntries(
      Object.entries(dependencies).map(([name, range]) => [
        scoped(name, scope),
        range.startsWith("workspace:")
          ? manifestOf(name.slice(`${WORKSPACE_SCOPE}/`.length)).version
          : `^${catalog[name]}`,
      ]),
    );
  return {
    name: scoped(own.name, scope),
    version: own.version,
    description: own.description,
    license: own.license,
    engines: { node: ">=20.19" },
    exports: { "./*": { types: "./*.d.ts", default: "./*.js" }, "./package.json": "./package.json" },
    dependencies: versions(own.dependencies),
    peerDependencies: versions(own.peerDependencies),
  };
}

function manifestOf(folder: string): Manifest {
  return JSON.parse(readFileSync(join("modules", folder, "package.json"), "utf8"));
}
