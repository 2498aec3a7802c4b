import { type CheckOptions, checked, SynthesisError } from "@modules/checks/synthesize";
import type { App } from "cdktf";
import { testApp } from "./synth";

/** Faults that the checks find in an app with the stacks that `define` adds, one line each. */
export function faultsOf(define: (app: App) => void, options: CheckOptions = {}): string[] {
  const app = testApp();
  define(app);
  try {
    checked(app, options);
    return [];
  } catch (error) {
    if (error instanceof SynthesisError) {
      return error.message.split("\n");
    }
    throw error;
  }
}
