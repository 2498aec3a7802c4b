import type { Json } from "@modules/checks/json";
import { matches } from "./matches";

/**
 * Takes the place of a value in an expectation and keeps the actual value for further assertions.
 *
 * @example
 * const policy = new Capture();
 * expect(json).toHaveResource("aws_iam_role_policy", { name: "send", policy });
 * expect(statements(policy.value)).toHaveLength(1);
 */
export class Capture {
  private readonly captured: Json[] = [];
  private readonly part: Json;

  /** @param part what the value must match to be captured, as in vitest's `toMatchObject`; by default anything that is set */
  constructor(part?: Json) {
    this.part = part;
  }

  /**
   * The value that was captured last.
   *
   * @throws when nothing was captured
   */
  get value(): Json {
    if (this.captured.length === 0) {
      throw new Error("the capture must have matched a value, got none; use it in an expectation that passes first");
    }
    return this.captured.at(-1);
  }

  /** Every captured value, in the order of the comparisons. */
  get values(): readonly Json[] {
    return this.captured;
  }

  /** vitest calls this to compare. */
  asymmetricMatch(actual: Json): boolean {
    const fits = this.part === undefined ? actual !== undefined && actual !== null : matches(actual, this.part);
    if (fits) {
      this.captured.push(actual);
    }
    return fits;
  }

  /** vitest prints this in differences. */
  toString(): string {
    return "Capture";
  }
}
