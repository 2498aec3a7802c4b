import { join } from "node:path";
import { LambdaFunction } from "@modules/aws/functions/lambda-function";
import { Key } from "@modules/aws/security/key";
import type { Construct } from "constructs";

/** A function that other services of the account may invoke; its sources are in a folder beside this file. */
export function example(scope: Construct): void {
  const key = Key.fromExisting(scope, "key", { arn: "arn:aws:kms:us-east-1:111122223333:key/1234abcd" });

  const receipts = new LambdaFunction(scope, "receipts", {
    name: "print-receipts",
    description: "Prints a receipt for each order",
    code: join(__dirname, "example-code"),
    runtime: "nodejs22.x",
    timeoutSeconds: 60,
    environment: { CURRENCY: "EUR" },
    key,
    logsKey: key,
    logRetentionDays: 90,
  });
  receipts.allowInvokeBy("sns.amazonaws.com", "arn:aws:sns:us-east-1:111122223333:orders");
}
