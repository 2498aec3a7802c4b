/**
 * cdktf records a stack trace for every token, a third of its time, and reads
 * it only for the messages of its own errors. Its switch for traces does not
 * reach tokens, so the function behind them is replaced.
 */
export function disableStackTraces(): void {
  const module: { captureStackTrace: () => string[] } = require("cdktf/lib/tokens/private/stack-trace");
  module.captureStackTrace = () => [];
}
