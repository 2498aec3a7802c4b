/** Grafana's dashboards: https://grafana.com/docs/grafana/latest/dashboards/build-dashboards/view-dashboard-json-model/ */

export interface Panel {
  readonly title: string;
  /** Grafana's id of a unit, such as `percentunit`, `reqps` or `s`. */
  readonly unit: string;
  /** PromQL by legend, which may name labels: `{{instance}}`. */
  readonly queries: Readonly<Record<string, string>>;
}

export interface DashboardProps {
  /** Of its URL; at most 40 characters. */
  readonly uid: string;
  readonly title: string;
  readonly panels: readonly Panel[];
  /** Uid of the Prometheus data source. @default "prometheus" */
  readonly datasource?: string;
}

/** Columns a dashboard has. */
const WIDTH = 24;
const HEIGHT = 8;

/** Graphs over time, two side by side. */
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
