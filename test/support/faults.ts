/** Runs the checks of the app on stacks made for a test. */
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { checked, SynthesisError } from "@modules/checks/synthesize";
import { type App, S3Backend, TerraformStack } from "cdktf";
import { testApp } from "./synth";

export interface Place {
  readonly account?: string;
  readonly region?: string;
}

/** A stack that nothing is wrong with. */
export function soundStack(
  app: App,
  id = "shop",
  { account = "111122223333", region = "us-east-1" }: Place = {},
): TerraformStack {
  const stack = new TerraformStack(app, id);
  new S3Backend(stack, { bucket: "state", key: `${id}.tfstate`, region: "us-east-1" });
  new AwsProvider(stack, "aws", { region, allowedAccountIds: [account] });
  return stack;
}

/** Every fault of an app, of whatever check: a near miss must be fine with all of them. */
export function faultsOf(define: (app: App) => void): string[] {
  const app = testApp();
  define(app);
  try {
    checked(app);
    return [];
  } catch (error) {
    if (error instanceof SynthesisError) {
      return error.message.split("\n");
    }
    throw error;
  }
}

/** Every fault of a sound stack with what `define` adds. */
export function faultsIn(define: (stack: TerraformStack) => void): string[] {
  return faultsOf((app) => define(soundStack(app)));
}
