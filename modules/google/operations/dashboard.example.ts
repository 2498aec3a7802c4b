import { latency, requestCount } from "@modules/google/load-balancing/alerts";
import { Dashboard } from "@modules/google/operations/dashboard";
import type { Construct } from "constructs";

/** A dashboard of one load balancer. */
export function example(scope: Construct): void {
  new Dashboard(scope, "dashboard", {
    name: "Opera",
    rows: [
      [
        { title: "Requests", lines: [{ label: "requests", metric: requestCount("opera") }] },
        { title: "Response time, ms", lines: [{ label: "p95", metric: latency("opera", 95) }], threshold: 1000 },
      ],
    ],
  });
}
