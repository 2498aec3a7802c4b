import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { ROOT } from "@modules/core/repository-root";
import { TerraformStack } from "cdktf";
import { addCustomSynthesis } from "cdktf/lib/synthesize/synthesizer";
import type { Construct } from "constructs";
import { type Zippable, zipSync } from "fflate";

/** Sources of a function, packaged. The same sources give the same bytes on every machine. */
export interface FunctionArchive {
  readonly bytes: Uint8Array;
  /** SHA-256 in base64, as Lambda reports the code it runs. */
  readonly hash: string;
  /** Paths in the archive, sorted. */
  readonly files: readonly string[];
}

/** Made on Unix: a regular file, read by all and written by its owner. */
const UNIX = 3;
const REGULAR_FILE = (0o100644 << 16) >>> 0;

const archives = new Map<string, FunctionArchive>();

/**
 * Packages a folder of sources, once per process.
 *
 * @param folder from the root of the repository, such as `functions/image-processor`
 */
export function packageFolder(folder: string): FunctionArchive {
  const known = archives.get(folder);
  if (known) {
    return known;
  }
  const absolute = resolve(ROOT, folder);
  if (!existsSync(absolute) || !statSync(absolute).isDirectory()) {
    throw new Error(`code must be a folder of the repository, got ${folder}; create ${absolute}`);
  }
  const files = sources(absolute);
  const entries: Zippable = {};
  // ZIP stores local time, so the same local time gives the same bytes in every time zone.
  const mtime = new Date(1980, 0, 1, 12);
  for (const file of files) {
    entries[file] = [readFileSync(join(absolute, file)), { attrs: REGULAR_FILE, level: 9, mtime, os: UNIX }];
  }
  const bytes = zipSync(entries);
  const archive = { bytes, files, hash: createHash("sha256").update(bytes).digest("base64") };
  archives.set(folder, archive);
  return archive;
}

/**
 * Has an archive written beside the JSON of the construct's stack.
 *
 * @returns its path from there, where Terraform runs
 */
export function placeArchive(construct: Construct, name: string, { bytes, hash }: FunctionArchive): string {
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

/** Files of a folder by path, without what editors and interpreters leave behind. */
function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep))
    .filter((path) => !path.some((part) => part.startsWith(".") || part === "__pycache__"))
    .map((path) => path.join("/"))
    .sort();
}
