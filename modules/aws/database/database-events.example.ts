import { DatabaseEvents } from "@modules/aws/database/database-events";
import { Alerts } from "@modules/aws/operations/alerts";
import type { Construct } from "constructs";

/** Sends failovers and failures of a database to the critical topic, which wakes a person. */
export function example(scope: Construct): void {
  const alerts = new Alerts(scope, "alerts", {
    name: "database-shop",
    emails: ["oncall@example.com"],
    services: ["cloudwatch", "rds"],
  });

  new DatabaseEvents(scope, "database-events", {
    name: "shop-database-events",
    sourceType: "db-instance",
    identifiers: ["shop-postgres"],
    alerts,
  });
}
