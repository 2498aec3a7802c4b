import { CalculatedHealthCheck } from "@modules/aws/dns/calculated-health-check";
import { HealthCheck } from "@modules/aws/dns/health-check";
import type { Construct } from "constructs";

/** The health of a region, which requires both its web servers and its API. */
export function example(scope: Construct): void {
  const web = new HealthCheck(scope, "web", { name: "web-us-east-1", host: "web.us-east-1.acme.example" });
  const api = new HealthCheck(scope, "api", { name: "api-us-east-1", host: "api.us-east-1.acme.example" });

  new CalculatedHealthCheck(scope, "region", { name: "us-east-1", healthChecks: [web, api] });
}
