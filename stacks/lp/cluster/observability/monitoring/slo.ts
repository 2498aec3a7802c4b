/** Objectives of LP's API, as its pods measure them, and the alerts on their error budgets. */
import { objectiveRules, type RequestRates, ratesOf } from "@modules/config/objective-rules";
import type { AlertRule, RuleGroup } from "@modules/config/prometheus";
import { type Objective, objectivesOf } from "@modules/core/objective";
import type { LpEnvironment } from "../../../../../environments/lp/schema";
import { API_GATEWAY } from "../../workloads/endpoints";

/** PromQL selector of the API's metrics. */
export const API_JOB = `job="${API_GATEWAY}"`;

/** Objectives of the API gateway; none where the environment promises nothing. */
export function apiObjectives({ objectives }: Pick<LpEnvironment, "objectives">): readonly Objective[] {
  return objectives ? objectivesOf(API_GATEWAY, objectives.apiGateway) : [];
}

/** Requests of an objective of the API gateway. */
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

/** Each shard evaluates the rules on the pods it scrapes, which are a fair sample of all pods. */
export function availabilityRules(environment: Pick<LpEnvironment, "objectives">): readonly RuleGroup[] {
  return [
    { name: "availability", rules: [POD_DOWN] },
    ...apiObjectives(environment).map((objective) => objectiveRules(objective, apiRates(objective))),
  ];
}
