import { HealthCheck } from "@modules/aws/dns/health-check";
import type { Construct } from "constructs";

/** A health check that requests `/ready` every ten seconds, and fails after two failures. */
export function example(scope: Construct): void {
  new HealthCheck(scope, "check", {
    name: "api-us-east-1",
    host: "api.us-east-1.acme.example",
    path: "/ready",
    intervalSeconds: 10,
    threshold: 2,
  });
}
