/** Mistakes on the command line, by the commands that people type. */
import { LAUNCHER, type Outcome, ROOT, start } from "../../support/launched";
import { failure, type ProgramCase } from "./case";

function pnpm(command: string, ...args: readonly string[]): Outcome {
  return start(ROOT, process.execPath, [LAUNCHER, "commands/main.ts", command, ...args]);
}

/** The lines before the usage, which is the same for every mistake. */
function beforeUsage(program: string, ...args: readonly string[]): Outcome {
  const { status, lines } = start(ROOT, process.execPath, [LAUNCHER, program, ...args]);
  return { status, lines: lines.slice(0, lines.indexOf("")) };
}

const ENVIRONMENTS = [
  "The environments are:",
  "  dafnckmachine-development",
  "  dafnckmachine-staging",
  "  dafnckmachine-production",
  "  freeagentics-development",
  "  freeagentics-production",
  "  lp-development",
  "  lp-production",
  "  phoenix-rooivalk-development",
  "  phoenix-rooivalk-production",
];

export const COMMAND_LINE: readonly ProgramCase[] = [
  [
    "an unknown option of synth",
    () => beforeUsage("main.ts", "--nosuch"),
    { status: 2, lines: ["Unknown option '--nosuch'; the usage says what is allowed"] },
  ],
  [
    "a misspelt command",
    () => pnpm("aply"),
    { status: 1, lines: ["error: unknown command 'aply'", "(Did you mean apply?)", "`pnpm run` lists the commands."] },
  ],
  [
    "a plan of no stack",
    () => pnpm("plan"),
    { status: 1, lines: ["error: missing required argument 'stacks'", "`pnpm plan --help` lists the arguments."] },
  ],
  [
    "an apply of no stack",
    () => pnpm("apply"),
    { status: 1, lines: ["error: a stack must be named, got none; name one, or add --resume"] },
  ],
  [
    "an option of cdktf",
    () => pnpm("plan", "lp", "--parallelism", "2"),
    {
      status: 1,
      lines: [
        "error: unknown option '--parallelism'",
        "(Did you mean --parallel?)",
        "`pnpm plan --help` lists the arguments.",
      ],
    },
  ],
  [
    "a number of stacks that is none",
    () => pnpm("plan", "lp", "--parallel", "0"),
    {
      status: 1,
      lines: [
        "error: option '--parallel <number>' argument '0' is invalid. must be a whole number from 1",
        "`pnpm plan --help` lists the arguments.",
      ],
    },
  ],
  [
    "a stack that resembles none",
    () => failure(async () => (await import("../../../commands/plan")).plan(["nosuch"], {})),
    { status: 1, lines: ["no stack is named nosuch; `pnpm synth` lists them all"] },
  ],
  [
    "a misspelt stack",
    () => failure(async () => (await import("../../../commands/plan")).plan(["lp-production-netwrk"], {})),
    { status: 1, lines: ["no stack is named lp-production-netwrk; did you mean lp-production-network?"] },
  ],
  [
    "a pattern with a short name of an environment",
    () => failure(async () => (await import("../../../commands/plan")).plan(["dafnckmachine-prod-*"], {})),
    { status: 1, lines: ["no stack is named dafnckmachine-prod-*; did you mean dafnckmachine-production-*?"] },
  ],
  [
    "a misspelt option of bootstrap",
    () => pnpm("bootstrap", "--hlep"),
    {
      status: 1,
      lines: [
        "error: unknown option '--hlep'",
        "(Did you mean --help?)",
        "`pnpm bootstrap --help` lists the arguments.",
      ],
    },
  ],
  [
    "an unknown option of emulate",
    () => pnpm("emulate", "--for-ever"),
    { status: 1, lines: ["error: unknown option '--for-ever'", "`pnpm emulate --help` lists the arguments."] },
  ],
  [
    "a misspelt option of bench",
    () => start(ROOT, process.execPath, [LAUNCHER, "bench/bench.ts", "--quik"]),
    {
      status: 1,
      lines: ["error: unknown option '--quik'", "(Did you mean --quick?)", "`pnpm bench --help` lists the options."],
    },
  ],
  [
    "a misspelt environment",
    () => failure(async () => (await import("../../../commands/bootstrap")).bootstrap("lp-productoin")),
    { status: 1, lines: ["no environment is named lp-productoin; did you mean lp-production?", ...ENVIRONMENTS] },
  ],
];
