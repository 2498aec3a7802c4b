import {
  MonitoringAlertPolicy,
  type MonitoringAlertPolicyAlertStrategy,
  type MonitoringAlertPolicyConditions,
  type MonitoringAlertPolicyConfig,
} from "@cdktf/provider-google/lib/monitoring-alert-policy";
import { check, checkPattern, checkWholeNumber } from "@modules/core/checks";
import type { Severity } from "@modules/core/severity";
import { Construct } from "constructs";
import type { IAlerts } from "./alert-channels";
import { aggregationOf, filterOf, type Metric } from "./metric";

interface AboutAlert {
  readonly severity: Severity;

  /** Section of the runbook, for alerts that share a section. @default the suffix of the alert's name */
  readonly section?: string;

  /** Description of the fault, and of the place to look at first. */
  readonly description: string;
}

/** An alert on a metric, or on the quotient of two. */
export interface MetricAlert extends AboutAlert {
  readonly metric: Metric;

  /**
   * Metric by which `metric` is divided: the threshold is then a share.
   * @default the threshold is in the metric's own unit
   */
  readonly denominator?: Metric;

  /** Fire above this value. Set either `above` or `below`. */
  readonly above?: number;

  /** Fire below this value. Set either `above` or `below`. */
  readonly below?: number;

  /** Minutes during which every value breaches the threshold, 1 to 1410. @default 15 */
  readonly minutes?: number;

  /**
   * Treatment of time without data: `breaching` for metrics that a healthy resource always publishes, `notBreaching`
   * for counts of failures, `ignore` for metrics that end with the resource.
   * https://cloud.google.com/monitoring/alerts/concepts-indepth#partial-metric-data
   * @default "notBreaching"
   */
  readonly missingData?: "breaching" | "notBreaching" | "ignore";
}

/** An alert on an expression of PromQL. Cloud Monitoring accepts it before its metrics exist. */
export interface QueryAlert extends AboutAlert {
  /**
   * Expression of PromQL. The alert fires while it has a value; without data it has none.
   * https://cloud.google.com/monitoring/promql
   */
  readonly query: string;

  /** Minutes for which the expression has a value before the alert fires, 1 to 1410. @default 15 */
  readonly minutes?: number;
}

/** An alert on log entries. */
export interface LogAlert extends AboutAlert {
  /**
   * Filter of log entries; the alert fires on each entry that matches.
   * https://cloud.google.com/logging/docs/view/logging-query-language
   */
  readonly log: string;

  /** Minutes in which further entries send nothing, 5 to 2880. @default 60 */
  readonly silentMinutes?: number;
}

/** The condition under which an alert policy fires, and the text for the person who receives it. */
export type AlertSpec = MetricAlert | QueryAlert | LogAlert;

export interface AlertPolicyProps {
  /** Display name of the policy, 1 to 512 characters. */
  readonly name: string;

  readonly spec: AlertSpec;

  /** Channels by severity; they are notified when the alert fires and when it is over. */
  readonly alerts: Pick<IAlerts, "channels">;

  /** URL of the runbook, to which notifications link. @default none */
  readonly runbook?: string;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<MonitoringAlertPolicyConfig>;
}

/** An alert policy of Cloud Monitoring with one condition. */
export class AlertPolicy extends Construct {
  constructor(scope: Construct, id: string, props: AlertPolicyProps) {
    super(scope, id);
    const { name, spec, alerts, runbook, overrides } = props;
    checkPattern(this, "name", name, /^.{1,512}$/, "1 to 512 characters");
    new MonitoringAlertPolicy(this, "Default", {
      ...policyArguments(name, spec, alerts, runbook),
      conditions: [{ displayName: name, ...this.conditionOf(spec) }],
      alertStrategy: this.strategyOf(spec),
      ...overrides,
    });
  }

  private conditionOf(spec: AlertSpec): Omit<MonitoringAlertPolicyConditions, "displayName"> {
    if ("log" in spec) {
      return { conditionMatchedLog: { filter: spec.log } };
    }
    const { minutes = 15 } = spec;
    checkWholeNumber(this, "minutes", minutes, 1, MOST_MINUTES);
    const duration = `${minutes * 60}s`;
    if ("query" in spec) {
      // The descriptors of metrics that a cluster collects exist only once the first value has arrived.
      const { query } = spec;
      return {
        conditionPrometheusQueryLanguage: { query, duration, evaluationInterval: "60s", disableMetricValidation: true },
      };
    }
    const { metric, denominator, above, below, missingData = "notBreaching" } = spec;
    check(this, (above === undefined) !== (below === undefined), "above", "given, or below, but not both", above);
    const { periodSeconds = 300 } = metric;
    check(this, periodSeconds >= 60 && periodSeconds % 60 === 0, "periodSeconds", "a multiple of 60", periodSeconds);
    return {
      conditionThreshold: {
        filter: filterOf(metric),
        aggregations: [aggregationOf(metric)],
        denominatorFilter: denominator && filterOf(denominator),
        denominatorAggregations: denominator && [aggregationOf(denominator)],
        comparison: above === undefined ? "COMPARISON_LT" : "COMPARISON_GT",
        thresholdValue: above ?? below,
        duration,
        trigger: { count: 1 },
        evaluationMissingData: MISSING_DATA[missingData],
      },
    };
  }

  private strategyOf(spec: AlertSpec): MonitoringAlertPolicyAlertStrategy {
    if (!("log" in spec)) {
      return { autoClose: `${24 * 60 * 60}s`, notificationPrompts: ["OPENED", "CLOSED"] };
    }
    const { silentMinutes = 60 } = spec;
    checkWholeNumber(this, "silentMinutes", silentMinutes, 5, 2880);
    return { autoClose: `${24 * 60 * 60}s`, notificationRateLimit: { period: `${silentMinutes * 60}s` } };
  }
}

/** A condition covers at most 25 hours, alignment included. https://cloud.google.com/monitoring/quotas */
const MOST_MINUTES = 1410;

const MISSING_DATA = {
  breaching: "EVALUATION_MISSING_DATA_ACTIVE",
  notBreaching: "EVALUATION_MISSING_DATA_INACTIVE",
  ignore: "EVALUATION_MISSING_DATA_NO_OP",
};

/** Cloud Monitoring has no severity for what is read when convenient. */
const SEVERITIES_OF_POLICIES: Readonly<Record<Severity, string | undefined>> = {
  critical: "CRITICAL",
  warning: "WARNING",
  informational: undefined,
};

/**
 * The arguments that all alert policies have, besides their conditions.
 *
 * @internal
 */
export function policyArguments(
  name: string,
  { severity, description }: Pick<AboutAlert, "severity" | "description">,
  { channels }: Pick<IAlerts, "channels">,
  runbook: string | undefined,
): Omit<MonitoringAlertPolicyConfig, "conditions"> {
  return {
    displayName: name,
    combiner: "OR",
    severity: SEVERITIES_OF_POLICIES[severity],
    notificationChannels: [...channels[severity]],
    documentation: {
      content: runbook ? `${description}. Runbook: ${runbook}` : description,
      mimeType: "text/markdown",
      links: runbook ? [{ displayName: "Runbook", url: runbook }] : undefined,
    },
  };
}

/** Alerts of one resource by the suffixes of their names. */
export type AlertSet = Readonly<Record<string, AlertSpec>>;

export interface AlertSetProps extends Pick<AlertPolicyProps, "alerts"> {
  /**
   * URL of a runbook with a section for each alert, whose heading is the suffix of the alert's name. Notifications link
   * to the section.
   * @default none
   */
  readonly runbook?: string;

  /** Severities that have alert policies, as an environment that nobody depends on needs few. @default all */
  readonly severities?: readonly Severity[];
}

/** Adds the alert policies of one resource, whose names begin with the resource's name. */
export function addAlerts(
  scope: Construct,
  resource: string,
  set: AlertSet,
  { alerts, runbook, severities }: AlertSetProps,
): void {
  for (const [end, spec] of Object.entries(set)) {
    if (!severities || severities.includes(spec.severity)) {
      const name = `${resource}-${end}`;
      new AlertPolicy(scope, name, { name, spec, alerts, runbook: runbook && `${runbook}#${spec.section ?? end}` });
    }
  }
}
