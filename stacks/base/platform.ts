import type { App } from "cdktf";
import type { z } from "zod";
import type { EnvironmentFile } from "../../environments/schema/check";

/** A platform: its environments, what they must hold, and which stacks they become. */
export interface Platform<S extends z.ZodType = z.ZodType> {
  readonly name: string;
  readonly schema: S;
  readonly environments: readonly EnvironmentFile[];
  readonly define: (app: App, environment: z.output<S>) => void;
}

/** @param environments data by name, which is that of its file */
export function platform<S extends z.ZodType>(
  name: string,
  schema: S,
  environments: Readonly<Record<string, z.input<S>>>,
  define: (app: App, environment: z.output<S>) => void,
): Platform {
  const files = Object.entries(environments).map(([environment, data]) => ({
    file: `environments/${name}/${environment}.ts`,
    data,
  }));
  return { name, schema, environments: files, define: define as Platform["define"] };
}
