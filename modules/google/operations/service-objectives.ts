import { MonitoringAlertPolicy } from "@cdktf/provider-google/lib/monitoring-alert-policy";
import {
  MonitoringCustomService,
  type MonitoringCustomServiceConfig,
} from "@cdktf/provider-google/lib/monitoring-custom-service";
import { MonitoringSlo, type MonitoringSloConfig } from "@cdktf/provider-google/lib/monitoring-slo";
import { check, checkLength, checkPattern } from "@modules/core/checks";
import {
  type BurnRate,
  burnInWords,
  burnRates,
  indicatorOf,
  type Objective,
  objectiveInWords,
} from "@modules/core/objective";
import { Construct } from "constructs";
import type { IAlerts } from "./alert-channels";
import { policyArguments } from "./alert-policy";
import { filterOf, type Metric } from "./metric";

/** How Cloud Monitoring counts what is good: of requests, of their latencies, or of a check that passes or fails. */
export type Indicator =
  | { readonly bad: Metric; readonly total: Metric }
  | { readonly latencies: Metric; readonly milliseconds: number }
  | { readonly passed: Metric; readonly windowSeconds: number };

/** An objective and how Cloud Monitoring measures it. */
export interface MeasuredObjective {
  readonly objective: Objective;
  readonly indicator: Indicator;
}

export interface ServiceObjectivesProps {
  /** Id and display name of the service: 1 to 63 lower-case letters, digits and hyphens, unique in the project. */
  readonly name: string;

  /** Objectives of the service, at least one, each up to 99.99%, which is the most that Cloud Monitoring accepts. */
  readonly objectives: readonly MeasuredObjective[];

  readonly alerts: Pick<IAlerts, "channels">;

  /** Page that says what to do; notifications link to it. @default none */
  readonly runbook?: string;

  /** Arguments of the `google_monitoring_custom_service` that replace what this module sets. @default none */
  readonly overrides?: Partial<MonitoringCustomServiceConfig>;
}

/** Hours that a burn rate may look back. https://cloud.google.com/stackdriver/docs/solutions/slo-monitoring/alerting-on-budget-burn-rate */
const MOST_LOOKBACK_MINUTES = 24 * 60;

/**
 * A service of Cloud Monitoring with its objectives, and alert policies on the rates at which bad requests use up their
 * error budgets. A policy fires when the long and the short window of a rate both exceed it. Cloud Monitoring looks back
 * 24 hours, so the slowest rate, whose window has three days, has no policy.
 */
export class ServiceObjectives extends Construct {
  constructor(scope: Construct, id: string, props: ServiceObjectivesProps) {
    super(scope, id);
    const { name, objectives, overrides } = props;
    checkPattern(this, "name", name, /^[a-z0-9-]{1,63}$/, "1 to 63 lower-case letters, digits and hyphens");
    checkLength(this, "objectives", objectives, 1);
    const service = new MonitoringCustomService(this, "Default", {
      serviceId: name,
      displayName: name,
      ...overrides,
    });
    for (const { objective, indicator } of objectives) {
      const { percent, windowDays } = objective;
      check(this, percent <= 99.99, "objectives", "at most 99.99 percent", percent);
      const end = indicatorOf(objective);
      const slo = new MonitoringSlo(this, end, {
        service: service.serviceId,
        sloId: end,
        displayName: objectiveInWords(objective),
        // A binary fraction of the division would show a change in every plan.
        goal: Number((percent / 100).toFixed(8)),
        rollingPeriodDays: windowDays,
        ...sliOf(indicator),
      });
      for (const rate of burnRates(objective)) {
        if (rate.longMinutes <= MOST_LOOKBACK_MINUTES) {
          this.addPolicy(`${name}-${end}-burns-${rate.name}`, slo, objective, rate, props);
        }
      }
    }
  }

  private addPolicy(
    name: string,
    slo: MonitoringSlo,
    objective: Objective,
    rate: BurnRate,
    { alerts, runbook }: ServiceObjectivesProps,
  ): void {
    const { severity, factor } = rate;
    new MonitoringAlertPolicy(this, name, {
      ...policyArguments(name, { severity, description: burnInWords(objective, rate) }, alerts, runbook),
      combiner: "AND",
      conditions: (["long", "short"] as const).map((window) => ({
        displayName: `${name}-${window}`,
        conditionThreshold: {
          filter: `select_slo_burn_rate("${slo.name}", "${rate[`${window}Minutes`] * 60}s")`,
          comparison: "COMPARISON_GT",
          thresholdValue: factor,
          duration: "0s",
          trigger: { count: 1 },
        },
      })),
      alertStrategy: { autoClose: `${24 * 60 * 60}s`, notificationPrompts: ["OPENED", "CLOSED"] },
    });
  }
}

function sliOf(indicator: Indicator): Pick<MonitoringSloConfig, "requestBasedSli" | "windowsBasedSli"> {
  if ("bad" in indicator) {
    const { bad, total } = indicator;
    return {
      requestBasedSli: {
        goodTotalRatio: { badServiceFilter: filterOf(bad), totalServiceFilter: filterOf(total) },
      },
    };
  }
  if ("latencies" in indicator) {
    const { latencies, milliseconds } = indicator;
    return {
      requestBasedSli: { distributionCut: { distributionFilter: filterOf(latencies), range: { max: milliseconds } } },
    };
  }
  const { passed, windowSeconds } = indicator;
  return { windowsBasedSli: { windowPeriod: `${windowSeconds}s`, goodBadMetricFilter: filterOf(passed) } };
}
