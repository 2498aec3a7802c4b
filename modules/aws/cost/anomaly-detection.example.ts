import { AnomalyDetection } from "@modules/aws/cost/anomaly-detection";
import type { Construct } from "constructs";

/** A daily mail of services whose cost is 100 USD above what AWS expected. */
export function example(scope: Construct): void {
  new AnomalyDetection(scope, "anomalies", {
    name: "shop-anomalies",
    threshold: { usd: 100 },
    recipients: { frequency: "daily", emails: ["finance@example.com"] },
  });
}
