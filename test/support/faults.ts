import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { faultsOf } from "@modules/testing/faults";
import { type App, S3Backend, TerraformStack } from "cdktf";

/** Account and region of the AWS provider. */
export interface Place {
  /** @default "111122223333" */
  readonly account?: string;
  /** @default "us-east-1" */
  readonly region?: string;
}

/** A stack without faults: it has a state in S3 and an AWS provider for one account. */
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

/**
 * The faults of a sound stack with the constructs that `define` adds. All checks run, so an accepted case must pass all
 * of them.
 */
export function faultsIn(define: (stack: TerraformStack) => void): string[] {
  return faultsOf((app) => define(soundStack(app)));
}
