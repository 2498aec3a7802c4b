import { dashboardJson, type Panel } from "@modules/config/grafana";
import { availabilityRates, budgetLeft } from "@modules/config/objective-rules";
import { indicatorOf } from "@modules/core/objective";
import type { LpEnvironment } from "../../../../../environments/lp/schema";
import { API_JOB, apiObjectives, apiRates } from "./slo";

/** Grafana's interval that fits the resolution of the graph. */
const INTERVAL = "$__rate_interval";

const REQUEST_RATE = `sum by (pod) (rate(http_requests_total{${API_JOB}}[${INTERVAL}]))`;
const RESPONSE_TIMES = `sum by (le) (rate(http_request_duration_seconds_bucket{${API_JOB}}[${INTERVAL}]))`;

/** Availability, error budgets, request rate and response time of the API gateway. */
export function apiGatewayDashboard(environment: Pick<LpEnvironment, "objectives">): string {
  const { bad, total } = availabilityRates(API_JOB);
  return dashboardJson({
    uid: "api-gateway",
    title: "API Gateway",
    panels: [
      { title: "Availability", unit: "percentunit", queries: { "": `1 - ${bad(INTERVAL)} / ${total(INTERVAL)}` } },
      ...apiObjectives(environment).map(
        (objective): Panel => ({
          title: `Error Budget Left of ${objective.windowDays} Days: ${indicatorOf(objective)}`,
          unit: "percentunit",
          queries: { "": budgetLeft(objective, apiRates(objective)) },
        }),
      ),
      { title: "Request Rate", unit: "reqps", queries: { "{{pod}}": REQUEST_RATE } },
      { title: "Response Time", unit: "s", queries: { "95 %": `histogram_quantile(0.95, ${RESPONSE_TIMES})` } },
    ],
  });
}
