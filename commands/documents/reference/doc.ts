/** Doc comments, read from the TypeScript source. */
import type { JSDocableNode } from "ts-morph";

export interface Doc {
  readonly text: string;
  /** Value of `@default`. */
  readonly default?: string;
}

/** Doc comment without its tags. */
export function docOf(node: JSDocableNode): Doc {
  const [doc] = node.getJsDocs().slice(-1);
  const tag = doc?.getTags().find((one) => one.getTagName() === "default");
  return { text: doc?.getDescription().trim() ?? "", default: tag?.getCommentText()?.trim() };
}
