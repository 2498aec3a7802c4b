import type { PreparedStack } from "../prepare";

/** Looks at all stacks together; each fault is a line that names the construct, what is wrong and the fix. */
export type Check = (stacks: readonly PreparedStack[]) => string[];
