/** Compiles the module packages and packs each into a tarball. */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { buildSync } from "esbuild";
import { filesBelow } from "../../app/files";
import { publishedManifest, publishedScope, scoped } from "./manifest";

export interface Tarball {
  /** Name of the package, with its published scope. */
  readonly name: string;
  readonly path: string;
}

/** Writes a tarball of every package below modules into the folder. */
export function buildPackages(folder: string, scope = publishedScope()): Tarball[] {
  const staging = mkdtempSync(join(tmpdir(), "packages-"));
  try {
    const packages = readdirSync("modules");
    emitDeclarations(staging);
    mkdirSync(folder, { recursive: true });
    return packages.map((name) => {
      stage(name, join(staging, name), scope);
      return pack(join(staging, name), folder);
    });
  } finally {
    rmSync(staging, { recursive: true });
  }
}

/** Type declarations of all packages, which import each other. */
function emitDeclarations(outDir: string): void {
  const config = join(outDir, "tsconfig.json");
  const options = { declaration: true, emitDeclarationOnly: true, incremental: false, noEmit: false, outDir };
  writeFileSync(
    config,
    JSON.stringify({
      extends: resolve("tsconfig.json"),
      compilerOptions: {
        ...options,
        rootDir: resolve("modules"),
        tsBuildInfoFile: null,
        typeRoots: [resolve("node_modules/@types")],
      },
      include: [resolve("modules/**/*.ts")],
      exclude: [resolve("modules/*/node_modules")],
    }),
  );
  execFileSync(process.execPath, [resolve("node_modules/typescript/bin/tsc"), "-p", config], { stdio: "inherit" });
}

/** Compiled sources, other files, the licence and the manifest of one package. */
function stage(name: string, target: string, scope: string): void {
  const source = join("modules", name);
  const files = filesBelow(source).map((file) => join(source, file));
  buildSync({
    entryPoints: files.filter((file) => file.endsWith(".ts")),
    bundle: false,
    format: "cjs",
    outbase: source,
    outdir: target,
    platform: "node",
    target: "node20",
  });
  for (const file of files.filter((one) => !one.endsWith(".ts") && !one.endsWith("package.json"))) {
    const copy = join(target, file.slice(source.length));
    mkdirSync(dirname(copy), { recursive: true });
    cpSync(file, copy);
  }
  cpSync("LICENSE", join(target, "LICENSE"));
  for (const file of filesBelow(target)) {
    if (/\.(js|d\.ts|md)$/.test(file)) {
      const text = readFileSync(join(target, file), "utf8");
      writeFileSync(join(target, file), scoped(text, scope));
    }
  }
  writeFileSync(join(target, "package.json"), `${JSON.stringify(publishedManifest(name, scope), null, 2)}\n`);
}

function pack(folder: string, destination: string): Tarball {
  const output = execFileSync("npm", ["pack", "--json", "--pack-destination", resolve(destination)], {
    cwd: folder,
    encoding: "utf8",
    // On Windows npm is a script.
    shell: process.platform === "win32",
  });
  const [{ name, filename }] = JSON.parse(output);
  return { name, path: join(resolve(destination), filename) };
}
