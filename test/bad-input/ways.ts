/**
 * Ways of writing input wrong, by what is written: 127 that a newcomer found, and 13 of the command line. Each is a case
 * with the exact answer, which a test file beside this one runs. `further.ts` holds those that were found since.
 */
import { ACCOUNTS } from "./environments/accounts";
import { FIELDS } from "./environments/fields";
import { NETWORKS } from "./environments/networks";
import { OFFERS } from "./environments/offers";
import { OTHER_CLOUDS } from "./environments/other-clouds";
import { SAFETY } from "./environments/safety";
import { SIZES } from "./environments/sizes";
import { COMMAND_LINE } from "./programs/command-line";
import { MACHINE } from "./programs/machine";
import { BUGS, ENVIRONMENT_FILES } from "./programs/sources";
import { CODE } from "./stacks/code";

/** Data of environments that the schemas, the modules and the checks answer, by `environments.test.ts`. */
export const ENVIRONMENT_DATA = [
  ...NETWORKS,
  ...FIELDS,
  ...ACCOUNTS,
  ...OFFERS,
  ...SIZES,
  ...SAFETY,
  ...OTHER_CLOUDS,
] as const;

/** Cases by area. Those of `programs` run in `programs.test.ts`, and those of `stacks` in `stacks.test.ts`. */
export const WAYS = {
  environments: [...ENVIRONMENT_DATA, ...ENVIRONMENT_FILES],
  stacks: [...CODE, ...BUGS],
  machine: MACHINE,
  commandLine: COMMAND_LINE,
} as const;
