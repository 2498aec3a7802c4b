/** Checks of a function's props that Lambda would refuse only during an apply, and of its environment for secrets. */
import { check, checkPattern, checkWholeNumber, fail } from "@modules/core/checks";
import type { IConstruct } from "constructs";

/** Runtimes that receive security updates and that version 5.100 of the provider accepts. */
const RUNTIMES = ["nodejs22.x", "python3.12", "python3.13"] as const;

export type Runtime = (typeof RUNTIMES)[number];

/**
 * Runtimes without security updates, and the date of their deprecation.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html
 */
const DEPRECATED: Readonly<Record<string, string>> = {
  "nodejs14.x": "2023-12-04",
  "nodejs16.x": "2024-06-12",
  "nodejs18.x": "2025-09-01",
  "nodejs20.x": "2026-04-30",
  "python3.7": "2023-12-04",
  "python3.8": "2024-10-14",
  "python3.9": "2025-12-15",
  "python3.10": "2026-10-31",
};

const EXTENSIONS = { nodejs: [".mjs", ".cjs", ".js"], python: [".py"] } as const;

const SECRET = /(secret|password|passwd|token|credentials?|(access|api|private)_?key)$/i;

export function checkSize(scope: IConstruct, name: string, memoryMebibytes: number, timeoutSeconds: number): void {
  checkPattern(scope, "name", name, /^[\w-]{1,55}$/, "1 to 55 of A-Za-z0-9_-");
  checkWholeNumber(scope, "memoryMebibytes", memoryMebibytes, 128, 10240);
  checkWholeNumber(scope, "timeoutSeconds", timeoutSeconds, 1, 900);
}

export function checkRuntime(scope: IConstruct, runtime: string): void {
  const deprecation = DEPRECATED[runtime];
  const got = deprecation ? `${runtime}, which was deprecated on ${deprecation}` : runtime;
  check(scope, (RUNTIMES as readonly string[]).includes(runtime), "runtime", RUNTIMES.join(" or "), got);
}

/** Fails unless the archive has the file that the handler names. @param files paths in the archive */
export function checkHandler(
  scope: IConstruct,
  handler: string,
  runtime: Runtime,
  code: string,
  files: readonly string[],
): void {
  const [, module] = /^([\w/-]+)\.\w+$/.exec(handler) ?? [];
  if (!module) {
    fail(scope, "handler", "a file without its extension, a dot and a function", handler);
  }
  const expected = EXTENSIONS[runtime.startsWith("python") ? "python" : "nodejs"].map((end) => `${module}${end}`);
  const found = expected.some((file) => files.includes(file));
  const fix = `create ${expected[0]} there or name one of its files: ${files.join(", ") || "none"}`;
  check(scope, found, "handler", `in ${code}`, `${handler}; ${fix}`);
}

/**
 * Fails when Lambda would reject a name, or when a name looks like that of a secret, because the state contains the
 * value.
 */
export function checkEnvironmentVariables(scope: IConstruct, environment: Readonly<Record<string, string>>): void {
  for (const name of Object.keys(environment)) {
    checkPattern(scope, "environment", name, /^[A-Za-z]\w+$/, "named with two or more letters, digits and underscores");
    const fix = `pass ${name}_ARN and let the role read the secret`;
    check(scope, !SECRET.test(name), "environment", "without secrets", `${name}; ${fix}`);
  }
}
