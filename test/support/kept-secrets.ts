/** Fails a test in which a program prints or throws a secret, because Lambda keeps both in a log. */
import { inspect } from "node:util";
import { afterEach, beforeEach, expect, vi } from "vitest";

const METHODS = ["debug", "dir", "error", "info", "log", "table", "trace", "warn"] as const;

/** Stands for every value of an event or of the environment that the program does not read. */
const UNREAD = "unread-secret-of-the-caller";

type Handler<Result> = (event: unknown, ...rest: unknown[]) => Promise<Result>;

/**
 * Guards all tests of a file. Each object of an event and the environment have one more secret, so a program fails that
 * logs the whole event or the environment. What the program prints stays out of the output of the tests.
 *
 * @param secrets values at the end of a test, such as the passwords that the program has generated
 * @returns a function that wraps the handler
 */
export function secretsKept(
  secrets: () => readonly string[] = () => [],
): <Result>(handler: Handler<Result>) => Handler<Result> {
  let logged: unknown[] = [];
  let restore: (() => void)[] = [];
  beforeEach(() => {
    logged = [];
    vi.stubEnv("UNREAD", UNREAD);
    const methods = METHODS.map((method) => replaced(console, method, (...values) => void logged.push(values)));
    const streams = [process.stdout, process.stderr].map((stream) =>
      replaced(stream, "write", (text) => logged.push(text) > 0),
    );
    restore = [...methods, ...streams];
  });
  afterEach(() => {
    for (const undo of restore) {
      undo();
    }
    expect(leaks(logged, [UNREAD, ...secrets()]), "secrets in the log").toEqual([]);
  });
  return (handler) =>
    async (event, ...rest) => {
      try {
        return await handler(withUnread(event), ...rest);
      } catch (error) {
        logged.push(error);
        throw error;
      }
    };
}

/** V8 quotes this many characters of a text that is no JSON, so a secret may also be in a message in part. */
const QUOTED = 10;

/** Secrets in logged values, at any depth, and in messages, causes and properties of errors. */
export function leaks(logged: readonly unknown[], secrets: readonly string[]): string[] {
  const text = inspect(logged, { depth: null, maxArrayLength: null, maxStringLength: null });
  return secrets.filter((secret) => text.includes(secret.slice(0, QUOTED)));
}

/** Passwords in the value of a database's secret, which its URL has as well; the whole text when it is no JSON. */
export function passwordsIn(text: string): string[] {
  if (!text.startsWith("{")) {
    return [text];
  }
  const { password, previousPassword } = JSON.parse(text);
  return [password, previousPassword].filter(Boolean);
}

/** Replaces a method, and returns a function that puts it back. */
function replaced(holder: object, method: string, replacement: (...values: unknown[]) => unknown): () => void {
  const methods = holder as Record<string, unknown>;
  const original = methods[method];
  methods[method] = replacement;
  return () => {
    methods[method] = original;
  };
}

function withUnread(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withUnread);
  }
  return value && typeof value === "object"
    ? { ...Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withUnread(one)])), unread: UNREAD }
    : value;
}
