/** Dashboards of Grafana as JSON: https://grafana.com/docs/grafana/latest/dashboards/build-dashboards/view-dashboard-json-model/. */

/** A graph over time. */
export interface Panel {
  readonly title: string;
  /** Id of a unit in Grafana, such as `percentunit`, `reqps` or `s`. */
  readonly unit: string;
  /** PromQL queries by legend. A legend may contain labels: `{{instance}}`. */
  readonly queries: Readonly<Record<string, string>>;
}

export interface DashboardProps {
  /** Id in the URL of the dashboard, at most 40 characters. */
  readonly uid: string;
  readonly title: string;
  readonly panels: readonly Panel[];
  /** Id of the Prometheus data source. @default "prometheus" */
  readonly datasource?: string;
}

/** Columns of a dashboard. */
const WIDTH = 24;
/** Rows of a panel. */
const HEIGHT = 8;

/**
 * JSON of a dashboard with its panels in two columns. People cannot edit it in Grafana, because the next apply would discard the change.
 *
 * @example
 * dashboardJson({
 *   uid: "api",
 *   title: "API",
 *   panels: [{ title: "Requests", unit: "reqps", queries: { "{{pod}}": "rate(http_requests_total[5m])" } }],
 * });
 */
export function dashboardJson({ uid, title, panels, datasource = "prometheus" }: DashboardProps): string {
  const source = { type: "prometheus", uid: datasource };
  const model = {
    uid,
    title,
    editable: false,
    schemaVersion: 39,
    refresh: "1m",
    time: { from: "now-6h", to: "now" },
    timezone: "utc",
    panels: panels.map((panel, index) => ({
      id: index + 1,
      type: "timeseries",
      title: panel.title,
      datasource: source,
      gridPos: { x: (index % 2) * (WIDTH / 2), y: Math.floor(index / 2) * HEIGHT, w: WIDTH / 2, h: HEIGHT },
      fieldConfig: { defaults: { unit: panel.unit, min: 0 }, overrides: [] },
      targets: Object.entries(panel.queries).map(([legendFormat, expr], query) => ({
        refId: String.fromCharCode("A".charCodeAt(0) + query),
        datasource: source,
        expr,
        legendFormat,
      })),
    })),
  };
  return `${JSON.stringify(model, null, 2)}\n`;
}
