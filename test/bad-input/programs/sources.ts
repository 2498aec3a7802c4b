/** Mistakes in source files that the launcher answers: of environments, and bugs in the code of stacks. */
import { launch, type Outcome } from "../../support/launched";
import type { ProgramCase } from "./case";
import { synthesis, writableFolder } from "./synthesis";

const MAIN = 'import { development } from "./development";\nconsole.log(development);\n';

export const ENVIRONMENT_FILES: readonly ProgramCase[] = [
  [
    "an export of an environment that was renamed",
    () => launch({ "main.ts": MAIN, "development.ts": "export const dev = 1;" }),
    {
      status: 1,
      lines: [
        'main.ts:1:10: No matching export in "development.ts" for import "development"; export it there under this name, or import another',
      ],
    },
  ],
  [
    "a text without an end in the file of an environment",
    () => launch({ "main.ts": MAIN, "development.ts": 'export const development = "x;\n' }),
    { status: 1, lines: ["development.ts:1:31: Unterminated string literal; correct the syntax there"] },
  ],
  [
    "an import of a file that does not exist",
    () => launch({ "main.ts": MAIN }),
    { status: 1, lines: ['main.ts:1:29: Could not resolve "./development"; create the file, or correct the path'] },
  ],
];

/** The answer to a bug in a stack, up to the line of the bug. */
function bug(mistake: string): Outcome {
  const { status, lines } = synthesis(writableFolder(), { mistake });
  return { status, lines: lines.slice(0, lines.findIndex((line) => line.startsWith("    at ")) + 1) };
}

export const BUGS: readonly ProgramCase[] = [
  [
    "a field of undefined in a stack",
    () => bug("field of undefined"),
    {
      status: 1,
      lines: [
        "TypeError: environments/shop/development.ts: Cannot read properties of undefined (reading 'at')",
        "    at field of undefined (test/support/shop-program.ts:16:69)",
      ],
    },
  ],
  [
    "a promise of a stack that fails and that no code waits for",
    () => bug("forgotten promise"),
    {
      status: 1,
      lines: [
        "a promise that fails must be awaited, got one that no code waits for; await it, or catch its error",
        "Error: late",
        "    at forgotten promise (test/support/shop-program.ts:17:50)",
      ],
    },
  ],
];
