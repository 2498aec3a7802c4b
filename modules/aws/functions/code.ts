import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative, resolve, sep } from "node:path";
import { check } from "@modules/core/checks";
import { TerraformStack } from "cdktf";
import { addCustomSynthesis } from "cdktf/lib/synthesize/synthesizer";
import type { Construct, IConstruct } from "constructs";
import { type Zippable, zipSync } from "fflate";

/** The sources of a function as a ZIP archive. The same sources give the same bytes on every machine. */
export interface FunctionArchive {
  readonly bytes: Uint8Array;
  /** SHA-256 in base64, as Lambda reports the hash of a function's code. */
  readonly hash: string;
  /** Paths in the archive, sorted. */
  readonly files: readonly string[];
}

/** Field `version made by` of the ZIP format: the external attributes are Unix file modes. */
const UNIX = 3;
const REGULAR_FILE = (0o100644 << 16) >>> 0;

const archives = new Map<string, FunctionArchive>();

/**
 * Packages a folder of sources as a ZIP archive, once per process.
 *
 * @param folder absolute, or relative to the working directory
 * @param dependencies npm packages without dependencies of their own, which the folder's files can import
 */
export function packageFolder(
  scope: IConstruct,
  folder: string,
  dependencies: readonly string[] = [],
): FunctionArchive {
  const path = resolve(folder);
  const id = [path, ...dependencies].join("\n");
  const known = archives.get(id);
  if (known) {
    return known;
  }
  const exists = statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  check(scope, exists, "code", "a folder", `${folder}; create ${path}`);
  const files = new Map(sources(path).map((file) => [file, join(path, file)]));
  for (const dependency of dependencies) {
    const root = packageRoot(scope, path, dependency);
    for (const file of sources(root)) {
      files.set(`node_modules/${dependency}/${file}`, join(root, file));
    }
  }
  const entries: Zippable = {};
  // ZIP stores local times, so this local time gives the same bytes in every time zone.
  const mtime = new Date(1980, 0, 1, 12);
  for (const [file, source] of files) {
    entries[file] = [readFileSync(source), { attrs: REGULAR_FILE, level: 9, mtime, os: UNIX }];
  }
  const bytes = zipSync(entries);
  const archive = { bytes, files: [...files.keys()], hash: createHash("sha256").update(bytes).digest("base64") };
  archives.set(id, archive);
  return archive;
}

/**
 * Writes the archive beside the JSON of the construct's stack when the app is synthesized.
 *
 * @returns the archive's path relative to the JSON, which is the working directory of Terraform
 */
export function writeArchive(construct: Construct, name: string, { bytes, hash }: FunctionArchive): string {
  const file = `${name}-${Buffer.from(hash, "base64").toString("hex", 0, 8)}.zip`;
  addCustomSynthesis(construct, {
    onSynthesize({ manifest, outdir }) {
      const { workingDirectory } = manifest.forStack(TerraformStack.of(construct));
      const assets = join(outdir, workingDirectory, "assets");
      mkdirSync(assets, { recursive: true });
      writeFileSync(join(assets, file), bytes);
    },
  });
  return `assets/${file}`;
}

/**
 * Folder of an installed package.
 * @throws when it is not installed, or has dependencies, because the archive would not contain them
 */
function packageRoot(scope: IConstruct, folder: string, name: string): string {
  const folders = createRequire(join(folder, "index.js")).resolve.paths(name) ?? [];
  const root = folders.map((parent) => join(parent, name)).find((path) => existsSync(join(path, "package.json")));
  check(scope, root !== undefined, "dependencies", "installed", `${name}; add it to package.json beside ${folder}`);
  const { dependencies = {} } = JSON.parse(readFileSync(join(root!, "package.json"), "utf8"));
  const names = Object.keys(dependencies).join(", ");
  check(scope, names === "", "dependencies", "packages without dependencies", `${name}, which needs ${names}`);
  return realpathSync(root!);
}

/** Paths of the files in a folder, except hidden files and Python's caches. */
function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep))
    .filter((path) => !path.some((part) => part.startsWith(".") || part === "__pycache__"))
    .map((path) => path.join("/"))
    .sort();
}
