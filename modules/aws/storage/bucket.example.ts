import { Key } from "@modules/aws/security/key";
import { Role } from "@modules/aws/security/role";
import { Bucket } from "@modules/aws/storage/bucket";
import type { Construct } from "constructs";

/**
 * A bucket for invoices that one role reads. They move to a cheaper class after a month and are deleted after seven
 * years; an existing bucket records requests.
 */
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
