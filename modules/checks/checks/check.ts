import type { PreparedStack } from "../prepare";

/**
 * Looks at all stacks of an app together and returns its faults, a line each:
 * `<path>: <attribute> must be <rule>, got <value>; <fix>`.
 */
export type Check = (stacks: readonly PreparedStack[]) => string[];
