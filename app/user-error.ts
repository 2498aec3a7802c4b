import { SynthesisError } from "@modules/checks/synthesize";
import { EnvironmentError } from "../environments/schema/check";
import { BuildError } from "./build";
import { SelectionError } from "./select";

/**
 * Whether a user can correct the error, so that its message is enough. Modules throw plain errors; errors
 * of other classes are bugs, which need their stack trace.
 */
export function isUserError(error: unknown): error is Error {
  return (
    error instanceof BuildError ||
    error instanceof EnvironmentError ||
    error instanceof SynthesisError ||
    error instanceof SelectionError ||
    (error instanceof Error && error.constructor === Error)
  );
}
