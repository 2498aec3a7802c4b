/** What the user of a command can put right; printed without a stack trace. */
export class CommandError extends Error {
  override readonly name = "CommandError";
}
