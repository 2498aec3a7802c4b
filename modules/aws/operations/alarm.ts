import {
  CloudwatchMetricAlarm,
  type CloudwatchMetricAlarmConfig,
} from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { check, checkWholeNumber } from "@modules/core/checks";
import type { Severity } from "@modules/core/severity";
import { Construct } from "constructs";
import type { IAlerts } from "./alerts";
import { type AnyMetric, isMath, type Metric, type MetricMath, periodOf } from "./metric";

/** The condition under which an alarm fires, and the text for the person who receives it. */
export interface AlarmSpec {
  readonly metric: AnyMetric;

  /** Fire above this value. Set either `above` or `below`. */
  readonly above?: number;

  /** Fire below this value. Set either `above` or `below`. */
  readonly below?: number;

  /**
   * Periods of the metric that CloudWatch evaluates, 1 to 100; together at most one day, or seven days of periods of an
   * hour or more.
   * @default 3
   */
  readonly periods?: number;

  /** Number of these periods that must breach the threshold. @default all of `periods` */
  readonly breachingPeriods?: number;

  /**
   * Treatment of periods without data: `breaching` for metrics that a healthy resource always publishes, `notBreaching`
   * for counts of failures, `ignore` for metrics that end with the resource.
   * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
   * @default "notBreaching"
   */
  readonly missingData?: "breaching" | "notBreaching" | "ignore";

  readonly severity: Severity;

  /** Additional ARNs that the alarm notifies, such as another topic of the same region. @default none */
  readonly actions?: readonly string[];

  /** Section of the runbook, for alarms that share a section. @default the suffix of the alarm's name */
  readonly section?: string;

  /** Description of the fault, and of the place to look at first, up to 1024 characters. */
  readonly description: string;
}

export interface AlarmProps extends AlarmSpec {
  /** Name of the alarm, 1 to 255 characters, unique in the account and region. */
  readonly name: string;

  /** Topics by severity, which are notified when the alarm fires and when it ends. */
  readonly alerts: IAlerts;

  /** URL of the runbook, which the description ends with. @default none */
  readonly runbook?: string;

  /** Arguments of the `aws_cloudwatch_metric_alarm` that replace what this module sets. @default none */
  readonly overrides?: Partial<CloudwatchMetricAlarmConfig>;
}

/** A CloudWatch alarm on a metric or an expression of metrics. */
export class Alarm extends Construct {
  readonly arn: string;
  /** Name of the alarm, for rules of composite alarms. */
  readonly alarmName: string;

  constructor(scope: Construct, id: string, props: AlarmProps) {
    super(scope, id);
    const { name, metric, above, below, periods = 3, breachingPeriods = periods, missingData = "notBreaching" } = props;
    const { alerts, severity, actions = [], description, runbook, overrides } = props;
    check(this, (above === undefined) !== (below === undefined), "above", "given, or below, but not both", above);
    checkWholeNumber(this, "periods", periods, 1, 100);
    checkWholeNumber(this, "breachingPeriods", breachingPeriods, 1, periods);
    const period = periodOf(metric);
    const longest = period < HOUR_SECONDS ? DAY_SECONDS : 7 * DAY_SECONDS;
    check(this, periods * period <= longest, "periods", `at most ${longest} seconds in all`, periods * period);
    const text = runbook ? `${description}. Runbook: ${runbook}` : description;
    check(this, text.length <= 1024, "description", "at most 1024 characters with the runbook", text.length);
    const told = [alerts.topics[severity], ...actions];
    const alarm = new CloudwatchMetricAlarm(this, "Default", {
      alarmName: name,
      alarmDescription: text,
      comparisonOperator: above === undefined ? "LessThanThreshold" : "GreaterThanThreshold",
      threshold: above ?? below,
      evaluationPeriods: periods,
      datapointsToAlarm: breachingPeriods === periods ? undefined : breachingPeriods,
      treatMissingData: missingData,
      alarmActions: told,
      okActions: told,
      ...(isMath(metric) ? mathArguments(metric) : metricArguments(metric)),
      ...overrides,
    });
    this.arn = alarm.arn;
    this.alarmName = alarm.alarmName;
  }
}

const HOUR_SECONDS = 60 * 60;
const DAY_SECONDS = 24 * HOUR_SECONDS;

type MetricArguments = Partial<CloudwatchMetricAlarmConfig>;

function metricArguments({ namespace, name, dimensions, statistic = "Average", ...metric }: Metric): MetricArguments {
  const isPercentile = /^(p|tm|wm)\d|^(PR|TC)\(/.test(statistic);
  return {
    namespace,
    metricName: name,
    dimensions: { ...dimensions },
    period: periodOf({ namespace, name, dimensions, ...metric }),
    ...(isPercentile ? { extendedStatistic: statistic } : { statistic }),
  };
}

function mathArguments({ expression, label, metrics }: MetricMath): MetricArguments {
  return {
    metricQuery: [
      { id: "value", expression, label, returnData: true },
      ...Object.entries(metrics).map(([id, metric]) => ({
        id,
        metric: {
          namespace: metric.namespace,
          metricName: metric.name,
          dimensions: { ...metric.dimensions },
          stat: metric.statistic ?? "Average",
          period: periodOf(metric),
        },
      })),
    ],
  };
}

/** Alarms of one resource by the suffixes of their names. A `name` replaces the whole name. */
export type AlarmSet = Readonly<Record<string, AlarmSpec & { readonly name?: string }>>;

export interface AlarmSetProps extends Pick<AlarmProps, "alerts"> {
  /**
   * URL of a runbook with a section for each alarm, whose heading is the suffix of the alarm's name. Descriptions end
   * with a link to the section. @default none
   */
  readonly runbook?: string;

  /** Changes the name of an alarm, such as by adding a suffix. @default the given name */
  readonly named?: (name: string) => string;
}

/** Adds the alarms of one resource, whose names begin with the resource's name. */
export function addAlarms(
  scope: Construct,
  resource: string,
  alarms: AlarmSet,
  { named = (name) => name, alerts, runbook }: AlarmSetProps,
): void {
  for (const [end, spec] of Object.entries(alarms)) {
    const id = `${resource}-${end}`;
    const page = runbook && `${runbook}#${spec.section ?? end}`;
    new Alarm(scope, id, { ...spec, alerts, runbook: page, name: named(spec.name ?? id) });
  }
}
