import { balancerMetric, failedPercent } from "@modules/aws/load-balancing/alarms";
import { Dashboard } from "@modules/aws/operations/dashboard";
import type { Construct } from "constructs";

/** Traffic and failures of a load balancer at the top, errors of the application below. */
export function example(scope: Construct): void {
  const balancer = { arnSuffix: "app/shop/1234567890abcdef" };

  new Dashboard(scope, "dashboard", {
    name: "shop",
    rows: [
      [
        { title: "Requests", metrics: [balancerMetric(balancer, "RequestCount", "Sum")] },
        { title: "Failed requests", metrics: [failedPercent(balancer)], line: { label: "alarm", value: 5 } },
      ],
      [
        {
          title: "Errors",
          logGroups: ["/shop/api"],
          query: "fields @timestamp, @message | filter @message like /ERROR/",
        },
      ],
    ],
  });
}
