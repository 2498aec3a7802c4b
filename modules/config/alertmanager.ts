/** Configuration of Alertmanager: https://prometheus.io/docs/alerting/latest/configuration/. */
import { yamlText } from "./yaml";

/** The SNS topic that receives the alerts of a severity. */
export interface AlertTopic {
  readonly arn: string;
  /** Time until Alertmanager repeats the notification of a firing alert, such as `1h`. */
  readonly repeatInterval: string;
}

export interface AlertRoutes {
  /** Region of the topics. */
  readonly region: string;
  /** Topics by the label `severity`. */
  readonly topics: Readonly<Record<string, AlertTopic>>;
  /** Severity whose topic receives the alerts that have none of the severities in `topics`. */
  readonly otherwise: string;
}

/**
 * Text of `alertmanager.yml`, which publishes to SNS with the credentials of the host's role. A critical alert silences
 * the warnings of the same name and instance.
 *
 * @throws when `otherwise` has no topic, because other alerts would be lost
 * @example
 * alertmanagerYaml({
 *   region: "us-east-1",
 *   topics: { critical: { arn: "arn:aws:sns:us-east-1:111122223333:shop-critical", repeatInterval: "1h" } },
 *   otherwise: "critical",
 * });
 */
export function alertmanagerYaml({ region, topics, otherwise }: AlertRoutes): string {
  const severities = Object.keys(topics);
  if (!severities.includes(otherwise)) {
    throw new Error(`alertmanager.yml: otherwise must be ${severities.join(" or ")}, got ${otherwise}`);
  }
  return yamlText({
    route: {
      receiver: otherwise,
      group_by: ["alertname"],
      group_wait: "30s",
      group_interval: "5m",
      repeat_interval: topics[otherwise]!.repeatInterval,
      routes: severities.map((severity) => ({
        matchers: [`severity="${severity}"`],
        receiver: severity,
        // A critical alert does not wait for others of its group, because it wakes a person.
        ...(severity === "critical" ? { group_wait: "0s" } : {}),
        repeat_interval: topics[severity]!.repeatInterval,
      })),
    },
    inhibit_rules: [
      {
        source_matchers: ['severity="critical"'],
        target_matchers: ['severity="warning"'],
        equal: ["alertname", "instance"],
      },
    ],
    receivers: severities.map((severity) => ({
      name: severity,
      sns_configs: [
        {
          topic_arn: topics[severity]!.arn,
          sigv4: { region },
          send_resolved: true,
          // SNS refuses subjects of more than 100 characters.
          subject: `{{ .Status | toUpper }} ${severity}: {{ .GroupLabels.alertname }}`,
        },
      ],
    })),
  });
}
