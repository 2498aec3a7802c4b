/** Addresses of the resources that Terraform has created. Tests compare them, because a run of an empty folder succeeds, too. */
import { readFileSync } from "node:fs";
import type { Json } from "@modules/checks/json";
import { terraform } from "../../commands/run";
import type { SynthesizedStack } from "./terraform";

/** Addresses of the stack's resources, except those that may have no instance. */
export function addressesIn({ json }: SynthesizedStack): string[] {
  return Object.entries<Json>(json.resource ?? {}).flatMap(([type, named]) =>
    Object.entries<Json>(named)
      .filter(([, values]) => !("count" in values || "for_each" in values))
      .map(([name]) => `${type}.${name}`),
  );
}

/** Addresses of the resources in a state file. */
export function addressesInState(file: string): string[] {
  const { resources }: Json = JSON.parse(readFileSync(file, "utf8"));
  return resources
    .filter(({ mode }: Json) => mode === "managed")
    .map(({ type, name }: Json): string => `${type}.${name}`);
}

/** Plans an empty account. Returns the addresses that the plan creates. */
export async function plannedAddresses(folder: string, env: NodeJS.ProcessEnv): Promise<string[]> {
  const output = await terraform(folder, ["plan", "-input=false", "-no-color"], { env });
  return [...output.matchAll(/^ +# (.+) will be created$/gm)].map(([, address]) => address!);
}
