import { type IConstruct, Node } from "constructs";

/**
 * Makes cdktf record no stack traces for tokens. They take a third of the time of a synthesis
 * and appear only in messages of cdktf's own errors. The option `stackTraces` of `App` does not
 * reach tokens, so this replaces the function that records them.
 */
export function disableStackTraces(): void {
  const module: { captureStackTrace: () => string[] } = require("cdktf/lib/tokens/private/stack-trace");
  module.captureStackTrace = () => [];
}

/** Frames of the call that made each construct. */
const sources = new WeakMap<Node, readonly string[]>();

/**
 * Makes constructs remember where they were made, for the locations of reports. It replaces the method by which
 * cdktf marks every element, and leaves the metadata as it is, because cdktf writes traces there into the stacks.
 *
 * @returns a function that ends the recording
 */
export function recordSources(): () => void {
  const { addMetadata } = Node.prototype;
  Node.prototype.addMetadata = function (...entry) {
    const [type] = entry;
    if (type === "stacktrace") {
      const { stackTraceLimit } = Error;
      Error.stackTraceLimit = 50;
      sources.set(this, (new Error().stack ?? "").split("\n").slice(2));
      Error.stackTraceLimit = stackTraceLimit;
    } else {
      addMetadata.apply(this, entry);
    }
  };
  return () => {
    Node.prototype.addMetadata = addMetadata;
  };
}

/** Frames of the call that made the construct; none if they were not recorded. */
export function sourceFrames({ node }: IConstruct): readonly string[] {
  return sources.get(node) ?? [];
}
