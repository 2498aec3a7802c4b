import { dashboardJson } from "@modules/config/grafana";
import { API_JOB, ERROR_BUDGET, errorRatio } from "./slo";

/** Grafana's interval that fits the resolution of the graph. */
const INTERVAL = "$__rate_interval";

const REQUEST_RATE = `sum by (pod) (rate(http_requests_total{${API_JOB}}[${INTERVAL}]))`;
const RESPONSE_TIMES = `sum by (le) (rate(http_request_duration_seconds_bucket{${API_JOB}}[${INTERVAL}]))`;

/** Availability, error budget, request rate and response time of the API gateway. */
export const API_GATEWAY_DASHBOARD = dashboardJson({
  uid: "api-gateway",
  title: "API Gateway",
  panels: [
    { title: "Availability", unit: "percentunit", queries: { "": `1 - (${errorRatio(INTERVAL)})` } },
    {
      title: "Error Budget Left of 30 Days",
      unit: "percentunit",
      queries: { "": `1 - (${errorRatio("30d")}) / ${ERROR_BUDGET}` },
    },
    { title: "Request Rate", unit: "reqps", queries: { "{{pod}}": REQUEST_RATE } },
    { title: "Response Time", unit: "s", queries: { "95 %": `histogram_quantile(0.95, ${RESPONSE_TIMES})` } },
  ],
});
