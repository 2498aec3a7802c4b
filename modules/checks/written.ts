/** Reads stacks that a synthesis has written, so that checks can look at an older revision or another program's output. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { App, Manifest, TerraformStack } from "cdktf";
import { addressesIn } from "./addresses";
import { type StackFacts, setFacts } from "./facts";
import type { Json } from "./json";
import type { PreparedStack } from "./prepare";

export interface WrittenOptions {
  /** Facts about the stack with an id, which its JSON does not hold. @default no facts */
  readonly facts?: (id: string) => StackFacts;
}

/**
 * The stacks in the folder of a synthesis, such as `cdktf.out`, for any check of this package. Three checks see nothing in
 * them, because they ask constructs: `constructFaults`, `attributeFaults` for the classes of resources, and
 * `programCallFaults` for the calls of programs. Faults of outputs and providers name the stack in place of the construct.
 *
 * @throws Error when the folder has no manifest
 * @example policyCheck()(writtenStacks("cdktf.out"))
 */
export function writtenStacks(folder: string, { facts = () => ({}) }: WrittenOptions = {}): PreparedStack[] {
  const file = join(folder, Manifest.fileName);
  if (!existsSync(file)) {
    throw new Error(`${folder}: must be the output of a synthesis, got no ${Manifest.fileName}; name its folder`);
  }
  const { stacks }: Manifest = JSON.parse(readFileSync(file, "utf8"));
  const app = new App({ outdir: folder, stackTraces: false });
  const made = new Map(Object.keys(stacks).map((id) => [id, new TerraformStack(app, id)]));
  return [...made].map(([id, stack]) => {
    const { dependencies, synthesizedStackPath } = stacks[id]!;
    for (const before of dependencies) {
      stack.addDependency(made.get(before)!);
    }
    setFacts(stack, facts(id));
    const json = JSON.parse(readFileSync(join(folder, synthesizedStackPath), "utf8"));
    const declared = new Map(addressesIn(json).map((address) => [address, [pathOf(json, address) ?? id]]));
    return { id, stack, json, constructs: [stack], declared, milliseconds: 0 };
  });
}

/** Path of the construct of an address, which cdktf writes beside the arguments. */
function pathOf(json: Json, address: string): string | undefined {
  const parts = address.split(".");
  const [kind, type = "", name = ""] = ["data", "ephemeral"].includes(parts[0]!) ? parts : ["resource", ...parts];
  return json[kind!]?.[type]?.[name]?.["//"]?.metadata?.path;
}
