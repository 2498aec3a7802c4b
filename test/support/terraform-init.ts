/** Initializes folders for Terraform without a run of `terraform init` and all schemas for each. */
import {
  copyFileSync,
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import type { Json } from "@modules/checks/json";
import { type RunOptions, terraform } from "../../commands/run";

/**
 * Initializes a folder with the providers of the JSON. `terraform init` runs only for the first folder with a set of
 * providers, and the others get copies of its result. The copied lock file has no checksums, because those of narrowed
 * stand-ins would not match.
 *
 * @param prepare changes an initialized folder. @default changes nothing
 */
export function initializer(
  prepare: (folder: string, json: Json) => void = () => {},
): (folder: string, json: Json, options: RunOptions) => Promise<void> {
  const initialized = new Map<string, Promise<string>>();
  return async (folder, json, options) => {
    const providers = JSON.stringify(Object.entries(json.terraform.required_providers).sort());
    const source = initialized.get(providers) ?? initializedCopy(folder, options);
    initialized.set(providers, source);
    cpSync(join(await source, ".terraform"), join(folder, ".terraform"), { recursive: true });
    const lock = readFileSync(join(await source, LOCK_FILE), "utf8");
    writeFileSync(join(folder, LOCK_FILE), lock.replace(/^ *hashes = \[[^\]]*\]\n/gm, ""));
    prepare(folder, json);
  };
}

async function initializedCopy(folder: string, options: RunOptions): Promise<string> {
  const copied = `${folder}-initialized`;
  cpSync(folder, copied, { recursive: true });
  await terraform(copied, ["init", "-input=false"], options);
  return copied;
}

const LOCK_FILE = ".terraform.lock.hcl";
const SCHEMAS = "schema.json.gz";

/**
 * Gives the folder stand-ins with only the schemas that the JSON needs. Terraform and a provider read all schemas of
 * the provider in every command, which takes 4 seconds for the 1,526 types of AWS and half a second for a stack's. A
 * type or a block that the provider does not have is still an error.
 */
export function narrowStandIns(folder: string, json: Json): void {
  const providers = join(folder, ".terraform", "providers");
  for (const entry of readdirSync(providers, { recursive: true, withFileTypes: true })) {
    const installed = join(entry.parentPath, entry.name);
    if (entry.isSymbolicLink() && existsSync(join(installed, SCHEMAS))) {
      const source = realpathSync(installed);
      rmSync(installed);
      mkdirSync(installed);
      for (const file of readdirSync(source)) {
        if (file === SCHEMAS) {
          writeFileSync(join(installed, file), gzipSync(JSON.stringify(narrowed(schemasIn(join(source, file)), json))));
        } else {
          linkOrCopy(join(source, file), join(installed, file));
        }
      }
    }
  }
}

function narrowed({ resource_schemas, data_source_schemas, ...rest }: Json, { resource, data }: Json): Json {
  const only = (schemas: Json, used: Json = {}) =>
    Object.fromEntries(
      Object.entries<Json>(schemas)
        .filter(([type]) => type in used)
        .map(([type, schema]) => [type, { ...schema, block: narrowedBlock(schema.block, Object.values(used[type])) }]),
    );
  return {
    ...rest,
    resource_schemas: only(resource_schemas, resource),
    data_source_schemas: only(data_source_schemas, data),
  };
}

/**
 * The schema of a block without nested blocks that none of the values has. Of a web ACL's schema, which is as large as
 * those of 150 other types together, 0.4% remain.
 */
function narrowedBlock({ block_types, ...rest }: Json, values: readonly Json[], nested = false): Json {
  const kept = Object.entries<Json>(block_types ?? {}).flatMap(([name, type]) => {
    const having = values.filter((value) => name in value);
    const inner = having.flatMap((value) => value[name] ?? []);
    return nested && having.length === 0 ? [] : [[name, { ...type, block: narrowedBlock(type.block, inner, true) }]];
  });
  return { ...rest, ...(block_types && { block_types: Object.fromEntries(kept) }) };
}

const read = new Map<string, Json>();

function schemasIn(file: string): Json {
  const schemas = read.get(file) ?? JSON.parse(gunzipSync(readFileSync(file)).toString());
  read.set(file, schemas);
  return schemas;
}

const copies = new Map<string, string>();

/** A stand-in reads the schemas in the folder of its program, so with a symbolic link it would read all of them. */
function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(copies.get(from) ?? from, to);
  } catch {
    // The two folders are on different file systems; later folders link to this copy.
    copyFileSync(from, to);
    copies.set(from, to);
  }
}
