import { Key } from "@modules/aws/security/key";
import { Role } from "@modules/aws/security/role";
import type { Construct } from "constructs";

/** A key that CloudWatch Logs uses for log groups, and another team's key that a role may decrypt with. */
export function example(scope: Construct): void {
  new Key(scope, "logs", {
    name: "log-groups",
    description: "Log groups of the account",
    services: ["logs.us-east-1.amazonaws.com"],
  });

  const reports = Key.fromExisting(scope, "reports", {
    arn: "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
  });
  reports.grantDecrypt(new Role(scope, "reader", { name: "report-reader", assumedBy: "lambda.amazonaws.com" }));
}
