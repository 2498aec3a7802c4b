/** Plans many stacks with one run of Terraform. */
import { cpSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Json } from "@modules/checks/json";
import { groupBy } from "@modules/checks/model/values";
import { OWN_STATE, offlineProviders, type SynthesizedStack } from "./terraform";

/** Tags that differ from stack to stack of an environment. */
const OWN_TAGS = ["Component", "Stack"];

/** Stacks whose providers have the same arguments, except for the names of component and stack in the default tags. */
export function groupsOf(stacks: readonly SynthesizedStack[]): readonly (readonly SynthesizedStack[])[] {
  const providersOf = ({ json }: SynthesizedStack) =>
    JSON.stringify([json.terraform.required_providers, json.provider], (key, value) =>
      OWN_TAGS.includes(key) ? undefined : value,
    );
  return [...groupBy(stacks, providersOf).values()];
}

/**
 * Writes a configuration in which each stack is a module, and all modules share the providers of the first stack.
 * Starting the provider and reading its schemas takes four seconds, as long as planning the resources of ten stacks.
 *
 * @param to an empty folder
 * @param override files that go beside each stack's JSON, without providers and a backend
 * @returns the JSON of the configuration
 */
export function writeGroup(
  stacks: readonly SynthesizedStack[],
  to: string,
  override: (stack: SynthesizedStack) => Json,
): Json {
  const [first] = stacks;
  const { required_providers } = first!.json.terraform;
  for (const stack of stacks) {
    const { provider: _, terraform, ...rest } = stack.json;
    const folder = join(to, stack.id);
    mkdirSync(folder, { recursive: true });
    const { backend: __, ...settings } = terraform;
    writeFileSync(join(folder, "cdk.tf.json"), text({ ...rest, terraform: settings }));
    const { variable } = offlineProviders(stack);
    writeFileSync(join(folder, "z_override.tf.json"), text({ ...override(stack), ...(variable && { variable }) }));
    const assets = join(stack.folder, "assets");
    if (existsSync(assets)) {
      // A stack names its assets by their path in the folder of the run.
      cpSync(assets, join(to, "assets"), { recursive: true });
    }
  }
  const json = {
    terraform: { required_providers, backend: { local: { path: OWN_STATE } } },
    provider: first!.json.provider,
    module: Object.fromEntries(stacks.map(({ id }) => [id, { source: `./${id}` }])),
  };
  writeFileSync(join(to, "main.tf.json"), text(json));
  const { provider } = offlineProviders(first!);
  writeFileSync(join(to, "z_override.tf.json"), text({ provider }));
  return json;
}

/** JSON with line breaks, because Terraform's errors quote the line. */
function text(json: Json): string {
  return JSON.stringify(json, null, 2);
}
