/** Objectives of LP's API, as its pods measure them, and the alerts on their error budgets. */
import { objectiveRules, type RequestRates, ratesOf } from "@modules/config/objective-rules";
import type { AlertRule, RuleGroup } from "@modules/config/prometheus";
import { type Objective, objectivesOf } from "@modules/core/objective";
import type { LpEnvironment } from "../../../../../environments/lp/schema";
import { API_GATEWAY } from "../../workloads/endpoints";

/** PromQL selector of the API's metrics. */
export const API_JOB = `job="${API_GATEWAY}"`;

/** Objectives of the API gateway; an empty list when the environment has none. */
export function apiObjectives({ objectives }: Pick<LpEnvironment, "objectives">): readonly Objective[] {
  return objectives ? objectivesOf(API_GATEWAY, objectives.apiGateway) : [];
}

/** Request rates for an objective of the API gateway. */
export function apiRates(objective: Objective): RequestRates {
  return ratesOf(objective, API_JOB);
}

const POD_DOWN: AlertRule = {
  alert: "ApiGatewayPodSilent",
  expr: `up{${API_JOB}} == 0`,
  for: "5m",
  labels: { severity: "warning" },
  annotations: { summary: "{{ $labels.pod }} has not shown its metrics for five minutes" },
};

/**
 * Rules of the objectives. Each shard evaluates them for the pods that it scrapes, which are a fair sample of all pods.
 */
export function availabilityRules(environment: Pick<LpEnvironment, "objectives">): readonly RuleGroup[] {
  return [
    { name: "availability", rules: [POD_DOWN] },
    ...apiObjectives(environment).map((objective) => objectiveRules(objective, apiRates(objective))),
  ];
}
