import { AnomalyDetection } from "@modules/aws/cost/anomaly-detection";
import type { Construct } from "constructs";

/** A daily mail about services that cost 100 USD more than AWS expected. */
export function example(scope: Construct): void {
  new AnomalyDetection(scope, "anomalies", {
    name: "shop-anomalies",
    threshold: { usd: 100 },
    recipients: { frequency: "daily", emails: ["finance@example.com"] },
  });
}
