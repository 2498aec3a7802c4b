import type { App } from "cdktf";
import type { z } from "zod";
import type { EnvironmentFile } from "../environments/check";
import { development } from "../environments/dafnckmachine/development";
import { dafnckmachineSchema } from "../environments/dafnckmachine/environment";
import { production } from "../environments/dafnckmachine/production";
import { staging } from "../environments/dafnckmachine/staging";
import { development as phoenixRooivalkDevelopment } from "../environments/phoenix-rooivalk/development";
import { phoenixRooivalkSchema } from "../environments/phoenix-rooivalk/environment";
import { production as phoenixRooivalkProduction } from "../environments/phoenix-rooivalk/production";
import { defineDafnckmachine } from "./dafnckmachine/define";
import { definePhoenixRooivalk } from "./phoenix-rooivalk/define";

/** A platform: its environments, what they must hold, and which stacks they become. */
export interface Platform<S extends z.ZodType = z.ZodType> {
  readonly name: string;
  readonly schema: S;
  readonly environments: readonly EnvironmentFile[];
  readonly define: (app: App, environment: z.output<S>) => void;
}

function platform<S extends z.ZodType>(
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

export const platforms: readonly Platform[] = [
  platform("dafnckmachine", dafnckmachineSchema, { development, staging, production }, defineDafnckmachine),
  platform(
    "phoenix-rooivalk",
    phoenixRooivalkSchema,
    { development: phoenixRooivalkDevelopment, production: phoenixRooivalkProduction },
    definePhoenixRooivalk,
  ),
];
