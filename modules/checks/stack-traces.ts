/**
 * Makes cdktf record no stack traces for tokens. They take a third of the time of a synthesis
 * and appear only in messages of cdktf's own errors. The option `stackTraces` of `App` does not
 * reach tokens, so this replaces the function that records them.
 */
export function disableStackTraces(): void {
  const module: { captureStackTrace: () => string[] } = require("cdktf/lib/tokens/private/stack-trace");
  module.captureStackTrace = () => [];
}
