import { CeAnomalyMonitor, type CeAnomalyMonitorConfig } from "@cdktf/provider-aws/lib/ce-anomaly-monitor";
import { CeAnomalySubscription } from "@cdktf/provider-aws/lib/ce-anomaly-subscription";
import { check, checkLength } from "@modules/core/checks";
import { Construct } from "constructs";

/** Minimum impact of the anomalies that are reported: in US dollars, or in percent of the expected cost. */
export type AnomalyThreshold = { readonly usd: number } | { readonly percent: number };

/** Recipients of anomalies: mailboxes get a summary, a topic gets each anomaly within a day of the spending. */
export type AnomalyRecipients =
  | { readonly frequency: "daily" | "weekly"; readonly emails: readonly string[] }
  | {
      readonly frequency: "immediate";
      /** ARN of a topic. Its policy and the policy of its key must allow `costalerts.amazonaws.com` to publish. */
      readonly topicArn: string;
    };

export interface AnomalyDetectionProps {
  /** Name of the monitor and of the subscription, 1 to 1024 characters. */
  readonly name: string;

  readonly threshold: AnomalyThreshold;

  readonly recipients: AnomalyRecipients;

  /** Arguments of the `aws_ce_anomaly_monitor` that replace what this module sets. @default none */
  readonly overrides?: Partial<CeAnomalyMonitorConfig>;
}

/**
 * Detection of unusual cost by service. An account can have one monitor of services. If AWS has created
 * `Default-Services-Monitor` together with Cost Explorer, delete that monitor first, or import it with
 * `terraform import ADDRESS ARN`.
 * https://docs.aws.amazon.com/cost-management/latest/userguide/getting-started-ad.html
 */
export class AnomalyDetection extends Construct {
  constructor(scope: Construct, id: string, props: AnomalyDetectionProps) {
    super(scope, id);
    const { name, threshold, recipients, overrides } = props;
    const [key, value] =
      "usd" in threshold
        ? ["ANOMALY_TOTAL_IMPACT_ABSOLUTE", threshold.usd]
        : ["ANOMALY_TOTAL_IMPACT_PERCENTAGE", threshold.percent];
    check(this, Number(value) > 0, "threshold", "more than 0", value);
    if (recipients.frequency !== "immediate") {
      checkLength(this, "recipients.emails", recipients.emails, 1, 10);
    }
    const monitor = new CeAnomalyMonitor(this, "Default", {
      name,
      monitorType: "DIMENSIONAL",
      monitorDimension: "SERVICE",
      ...overrides,
    });
    new CeAnomalySubscription(this, "subscription", {
      name,
      frequency: recipients.frequency.toUpperCase(),
      monitorArnList: [monitor.arn],
      subscriber:
        recipients.frequency === "immediate"
          ? [{ type: "SNS", address: recipients.topicArn }]
          : recipients.emails.map((address) => ({ type: "EMAIL", address })),
      thresholdExpression: {
        dimension: { key: String(key), matchOptions: ["GREATER_THAN_OR_EQUAL"], values: [String(value)] },
      },
    });
  }
}
