import {
  CloudwatchMetricAlarm,
  type CloudwatchMetricAlarmConfig,
} from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { check, checkWholeNumber } from "@modules/core/checks";
import type { Severity } from "@modules/core/severity";
import { Construct } from "constructs";
import type { IAlerts } from "./alerts";
import { type AnyMetric, isMath, type Metric, type MetricMath, periodOf } from "./metric";

/** The condition under which an alarm fires, and the text for the person that it wakes. */
export interface AlarmSpec {
  readonly metric: AnyMetric;

  /** Fires above this value. Give one of `above` and `below`. */
  readonly above?: number;

  /** Fires below this value. Give one of `above` and `below`. */
  readonly below?: number;

  /**
   * Periods of the metric that CloudWatch evaluates, 1 to 100; together at most one day, or seven days of periods of an
   * hour or more.
   * @default 3
   */
  readonly periods?: number;

  /** Periods of them that must breach the threshold. @default all of `periods` */
  readonly breachingPeriods?: number;

  /**
   * State in which no data leaves the alarm: `breaching` for metrics that a healthy resource always publishes,
   * `notBreaching` for counts of failures, `ignore` for metrics that end with the resource.
   * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
   * @default "notBreaching"
   */
  readonly missingData?: "breaching" | "notBreaching" | "ignore";

  readonly severity: Severity;

  /** Further ARNs, such as another topic of the same region, that the alarm notifies. @default none */
  readonly actions?: readonly string[];

  /** Section of the runbook for alarms, if alarms with other names share it. @default the end of the alarm's name */
  readonly section?: string;

  /** Sentence on the fault and on the place to look at first, up to 1024 characters. */
  readonly description: string;
}

export interface AlarmProps extends AlarmSpec {
  /** Unique in the account and region, 1 to 255 characters. */
  readonly name: string;

  /** Tells people of the severity when the alarm fires, and when it is over. */
  readonly alerts: IAlerts;

  /** Page that says what to do; the description ends with it. @default none */
  readonly runbook?: string;

  /** Arguments of the `aws_cloudwatch_metric_alarm` that replace what this module sets. @default none */
  readonly overrides?: Partial<CloudwatchMetricAlarmConfig>;
}

/** A CloudWatch alarm on a metric or an expression of metrics. */
export class Alarm extends Construct {
  readonly arn: string;
  /** Name that rules of composite alarms refer to. */
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

/** Alarms of one resource by the ends of their names; a name of its own takes the place of the whole name. */
export type AlarmSet = Readonly<Record<string, AlarmSpec & { readonly name?: string }>>;

export interface AlarmSetProps extends Pick<AlarmProps, "alerts"> {
  /** Page with a section for each alarm, headed by the end of its name; descriptions end with a link to it. @default none */
  readonly runbook?: string;

  /** Makes the name of an alarm, such as by adding a suffix. @default the name as it is given */
  readonly named?: (name: string) => string;
}

/** Makes the alarms of one resource, whose names begin with its name. */
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
