/** The machine on which commands run. */
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** The environment variables and files of a machine; tests replace them. */
export interface Machine {
  readonly env: NodeJS.ProcessEnv;
  readonly exists: (file: string) => boolean;
}

export const MACHINE: Machine = { env: process.env, exists: existsSync };

/** Path of a program in a folder of the PATH; undefined when it is in none. Programs of Windows have an extension. */
export function pathOf(program: string, { env, exists }: Machine = MACHINE): string | undefined {
  const names = [program, `${program}.exe`, `${program}.cmd`];
  return (env.PATH ?? "")
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((file) => exists(file));
}

/** Whether a program is in a folder of the PATH. */
export function onPath(program: string, machine: Machine = MACHINE): boolean {
  return pathOf(program, machine) !== undefined;
}
