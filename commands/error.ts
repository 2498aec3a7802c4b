/** An error that the user of a command can correct; it is printed without a stack trace. */
export class CommandError extends Error {
  override readonly name = "CommandError";
}
