import { join } from "node:path";
import { LambdaFunction } from "@modules/aws/functions/lambda-function";
import { ScheduledRule } from "@modules/aws/functions/scheduled-rule";
import { Key } from "@modules/aws/security/key";
import type { Construct } from "constructs";

/** A function that runs every night at two, UTC. */
export function example(scope: Construct): void {
  const key = Key.fromExisting(scope, "key", { arn: "arn:aws:kms:us-east-1:111122223333:key/1234abcd" });
  const cleanup = new LambdaFunction(scope, "cleanup", {
    name: "clean-up-carts",
    description: "Deletes abandoned carts",
    code: join(__dirname, "example-code"),
    runtime: "nodejs22.x",
    key,
    logsKey: key,
    logRetentionDays: 90,
  });

  new ScheduledRule(scope, "nightly", {
    name: "clean-up-carts-nightly",
    description: "Every night",
    schedule: "cron(0 2 * * ? *)",
    target: cleanup,
  });
}
