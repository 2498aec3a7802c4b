import type { PreparedStack } from "../prepare";

/**
 * Looks at all stacks of an app together and returns its faults, a line each:
 * `<path>: <attribute> must be <rule>, got <value>; <fix>`.
 */
export type Check = (stacks: readonly PreparedStack[]) => string[];

/** The stacks that a check with exceptions or statements will see. */
export interface CheckScope {
  /**
   * Whether the app leaves out stacks that exceptions and statements are written for. One that matches nothing is no
   * fault then.
   * @default false
   */
  readonly partial?: boolean;
}
