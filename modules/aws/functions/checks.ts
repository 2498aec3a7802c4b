/** What Lambda would refuse only at apply, and what nobody should ask of it. */
import type { IConstruct } from "constructs";

/** The provider this project pins knows no newer ones. */
const RUNTIMES = ["nodejs22.x", "python3.12", "python3.13"] as const;

export type Runtime = (typeof RUNTIMES)[number];

/**
 * Runtimes without security updates and the day these ended.
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

export function checkSize(name: string, memoryMebibytes: number, timeoutSeconds: number): void {
  if (!/^[\w-]{1,55}$/.test(name)) {
    throw new Error(`name must be 1 to 55 of A-Za-z0-9_-, got ${name}`);
  }
  checkRange("memoryMebibytes", memoryMebibytes, 128, 10240);
  checkRange("timeoutSeconds", timeoutSeconds, 1, 900);
}

export function checkRuntime(runtime: string): void {
  const ended = DEPRECATED[runtime];
  if (ended) {
    throw new Error(`runtime must be ${alternatives(RUNTIMES)}, got ${runtime}, which was deprecated on ${ended}`);
  }
  if (!(RUNTIMES as readonly string[]).includes(runtime)) {
    throw new Error(`runtime must be ${alternatives(RUNTIMES)}, got ${runtime}`);
  }
}

/** @param files paths in the archive */
export function checkHandler(handler: string, runtime: Runtime, code: string, files: readonly string[]): void {
  const [, module] = /^([\w/-]+)\.\w+$/.exec(handler) ?? [];
  if (!module) {
    throw new Error(`handler must be a file without its extension, a dot and a function, got ${handler}`);
  }
  const expected = EXTENSIONS[runtime.startsWith("python") ? "python" : "nodejs"].map((end) => `${module}${end}`);
  if (!expected.some((file) => files.includes(file))) {
    throw new Error(
      `handler must be in ${code}, got ${handler}; create ${expected[0]} there or name one of its files: ${files.join(", ") || "none"}`,
    );
  }
}

export function checkEnvironmentVariables(environment: Readonly<Record<string, string>>): void {
  for (const name of Object.keys(environment)) {
    if (!/^[A-Za-z]\w+$/.test(name)) {
      throw new Error(`environment must have names of two or more letters, digits and underscores, got ${name}`);
    }
    if (SECRET.test(name)) {
      throw new Error(
        `environment must hold no secret, got ${name}; pass ${name}_ARN and let the role read the secret`,
      );
    }
  }
}

/** Names the construct in the errors of its checks. */
export function located<T>(scope: IConstruct, check: () => T): T {
  try {
    return check();
  } catch (error) {
    throw new Error(`${scope.node.path}: ${(error as Error).message}`, { cause: error });
  }
}

function checkRange(prop: string, value: number, min: number, max: number): void {
  if (!Number.isInteger(value) || value < min || value > max) {
    throw new Error(`${prop} must be a whole number, ${min} to ${max}, got ${value}`);
  }
}

function alternatives(values: readonly string[]): string {
  return values.join(" or ");
}
