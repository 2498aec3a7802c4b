import { existsSync } from "node:fs";
import type { PathStatement } from "@modules/checks/checks/path-statements";
import type { App } from "cdktf";
import type { z } from "zod";
import type { EnvironmentFile } from "../../environments/schema/check";
import { ENVIRONMENT_NAMES, type Environment } from "../../environments/schema/environment";
import type { Owner } from "../../environments/schema/owner";
import { repositoryPath } from "./repository";

interface PlatformFile extends EnvironmentFile {
  /** Name of the environment and of its file. */
  readonly name: Environment["name"];
}

/** A platform: its environments, their schema and the function that defines their stacks. */
export interface Platform<S extends z.ZodType = z.ZodType> {
  readonly name: string;
  readonly schema: S;
  readonly owner: Owner;
  readonly environments: readonly PlatformFile[];
  readonly define: (app: App, environment: z.output<S>) => void;
  /** Statements about allowed and forbidden network paths, which every synthesis checks. @default none */
  readonly paths?: readonly PathStatement[];
}

interface PlatformProps<S extends z.ZodType> extends Omit<Platform<S>, "environments"> {
  /** Data by environment; the file of each has the environment's name. */
  readonly environments: Readonly<Partial<Record<Environment["name"], z.input<S>>>>;
}

/** Path of the file with the values of a platform's owner. */
export function ownerFile({ name }: Pick<Platform, "name">): string {
  return `environments/${name}/owner.ts`;
}

export function platform<S extends z.ZodType>({ environments, define, ...props }: PlatformProps<S>): Platform {
  const files = ENVIRONMENT_NAMES.map((name) => ({
    name,
    file: `environments/${props.name}/${name}.ts`,
    data: environments[name],
  })).filter(
    // An environment that is only in `owner.ts`, or only has a file, stays in the list without data, so that synthesis
    // reports the missing part.
    ({ name, file, data }) => data ?? props.owner.environments[name] ?? existsSync(repositoryPath(file)),
  );
  return { ...props, environments: files, define: define as Platform["define"] };
}
