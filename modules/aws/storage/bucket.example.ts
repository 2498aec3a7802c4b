import { Key } from "@modules/aws/security/key";
import { Role } from "@modules/aws/security/role";
import { Bucket } from "@modules/aws/storage/bucket";
import type { Construct } from "constructs";

/** A bucket for invoices: read by one role, cheaper after a month, deleted after seven years, recorded in a bucket that exists. */
export function example(scope: Construct): void {
  const key = new Key(scope, "key", { name: "invoices", description: "Invoices of customers" });
  const accessLogs = Bucket.fromExisting(scope, "access-logs", { name: "acme-access-logs" });

  const invoices = new Bucket(scope, "invoices", {
    name: "acme-invoices",
    key,
    accessLogs,
    transitionToIaDays: 30,
    expirationDays: 7 * 365,
  });

  invoices.grantRead(new Role(scope, "role", { name: "accounting", assumedBy: "ecs-tasks.amazonaws.com" }), "paid/");
}
