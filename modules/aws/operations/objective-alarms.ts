import {
  CloudwatchCompositeAlarm,
  type CloudwatchCompositeAlarmConfig,
} from "@cdktf/provider-aws/lib/cloudwatch-composite-alarm";
import { check } from "@modules/core/checks";
import {
  type BurnRate,
  budgetPercent,
  burnInWords,
  burnRates,
  indicatorOf,
  type Objective,
  objectiveInWords,
} from "@modules/core/objective";
import { Construct } from "constructs";
import { Alarm } from "./alarm";
import type { IAlerts } from "./alerts";
import type { Graph } from "./dashboard";
import type { Metric, MetricMath } from "./metric";

/** Metrics by which CloudWatch counts the requests of an objective. */
export interface Indicator {
  /** Metrics by their names in the expressions; their periods are ignored. */
  readonly metrics: Readonly<Record<string, Metric>>;

  /** Expression of the number of bad requests. */
  readonly bad: string;

  /** Expression of the number of all requests. Without requests it is 0 or has no value, and no alarm fires. */
  readonly total: string;
}

export interface ObjectiveAlarmsProps {
  readonly objective: Objective;

  readonly indicator: Indicator;

  /** Prefix of the alarms' names, unique in the account and region. */
  readonly name: string;

  /** Changes the name of an alarm, such as by adding a suffix. @default the given name */
  readonly named?: (name: string) => string;

  readonly alerts: IAlerts;

  /** URL of the runbook, which descriptions end with. @default none */
  readonly runbook?: string;

  /** Arguments of the composite alarms that replace what this module sets. @default none */
  readonly overrides?: Partial<CloudwatchCompositeAlarmConfig>;
}

const DAY_SECONDS = 24 * 60 * 60;

/**
 * Alarms on the rates at which bad requests use up the error budget of an objective. The composite alarm of a rate
 * notifies the topic of its severity when the long and the short window both exceed the rate; the alarm of a single
 * window only sends mail. CloudWatch's periods are at most a day, so a window of three days means three consecutive
 * days that each exceed the rate.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-combining.html
 */
export class ObjectiveAlarms extends Construct {
  constructor(scope: Construct, id: string, props: ObjectiveAlarmsProps) {
    super(scope, id);
    const { objective, name, named = (text) => text, alerts, runbook, overrides } = props;
    const rates = burnRates(objective);
    check(this, rates.length > 0, "objective.percent", "large enough for a rate of burning", objective.percent);
    for (const rate of rates) {
      const prefix = `${name}-${indicatorOf(objective)}-burns-${rate.name}`;
      const windows = (["long", "short"] as const).map((window) => this.addWindow(window, rate, prefix, props));
      const text = burnInWords(objective, rate);
      new CloudwatchCompositeAlarm(this, rate.name, {
        alarmName: named(prefix),
        alarmDescription: runbook ? `${text}. Runbook: ${runbook}` : text,
        // CloudWatch refuses a rule whose alarms do not exist, so the rule refers to their resources and does not
        // repeat the names.
        alarmRule: windows.map(({ alarmName }) => `ALARM("${alarmName}")`).join(" AND "),
        alarmActions: [alerts.topics[rate.severity]],
        okActions: [alerts.topics[rate.severity]],
        ...overrides,
      });
    }
  }

  private addWindow(window: "long" | "short", rate: BurnRate, prefix: string, props: ObjectiveAlarmsProps): Alarm {
    const { objective, indicator, named = (text) => text, alerts, runbook } = props;
    const minutes = rate[`${window}Minutes`];
    const seconds = minutes * 60;
    const periods = Math.ceil(seconds / DAY_SECONDS);
    return new Alarm(this, `${rate.name}-${window}`, {
      name: named(`${prefix}-${window}`),
      metric: badPercent(indicator, seconds / periods),
      above: rate.badPercent,
      periods,
      severity: "informational",
      description: `In ${minutes} minutes more than ${rate.badPercent}% of the requests broke the objective: ${objectiveInWords(objective)}`,
      alerts,
      runbook,
    });
  }
}

function over({ metrics }: Indicator, periodSeconds: number): Readonly<Record<string, Metric>> {
  return Object.fromEntries(Object.entries(metrics).map(([id, metric]) => [id, { ...metric, periodSeconds }]));
}

function badPercent(indicator: Indicator, periodSeconds: number): MetricMath {
  return {
    expression: `100 * (${indicator.bad}) / (${indicator.total})`,
    label: "Bad requests, percent",
    metrics: over(indicator, periodSeconds),
  };
}

/**
 * Graphs of an objective: the percentage of bad requests with the allowed percentage, and the remaining error budget of
 * the window.
 */
export function objectiveGraphs(objective: Objective, indicator: Indicator): Graph[] {
  const budget = budgetPercent(objective);
  const title = `${objective.service} ${indicatorOf(objective)}`;
  return [
    {
      title: `${title}: bad requests`,
      metrics: [badPercent(indicator, 300)],
      line: { label: "allowed", value: budget },
    },
    {
      title: `${title}: error budget left of ${objective.windowDays} days`,
      days: objective.windowDays,
      metrics: [
        {
          // A running sum begins at the left edge of the graph, so the value at the right edge covers the whole window.
          expression: `100 - ${10_000 / budget} * RUNNING_SUM(${indicator.bad}) / RUNNING_SUM(${indicator.total})`,
          label: "Left, percent",
          metrics: over(indicator, 3600),
        },
      ],
      line: { label: "used up", value: 0 },
    },
  ];
}
