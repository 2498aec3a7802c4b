/** The machine on which commands run. */
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** The environment variables and files of a machine; tests replace them. */
export interface Machine {
  readonly env: NodeJS.ProcessEnv;
  readonly exists: (file: string) => boolean;
}

export const MACHINE: Machine = { env: process.env, exists: existsSync };

/** Whether a program is in a folder of the PATH. Programs of Windows have an extension. */
export function onPath(program: string, { env, exists }: Machine = MACHINE): boolean {
  const names = [program, `${program}.exe`, `${program}.cmd`];
  return (env.PATH ?? "").split(delimiter).some((folder) => names.some((name) => exists(join(folder, name))));
}
