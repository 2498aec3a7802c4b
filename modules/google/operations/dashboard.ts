import { MonitoringDashboard, type MonitoringDashboardConfig } from "@cdktf/provider-google/lib/monitoring-dashboard";
import { checkLength, checkPattern } from "@modules/core/checks";
import { Construct } from "constructs";
import { aggregationOf, filterOf, type Metric } from "./metric";

/** A line of a graph. */
export interface Line {
  /** Name in the legend. @default the labels that tell the series apart */
  readonly label?: string;

  readonly metric: Metric;

  /** Metric by which `metric` is divided. @default the metric's own unit */
  readonly denominator?: Metric;
}

/** A graph of metrics over time. */
export interface Graph {
  readonly title: string;

  /** Lines of the graph, 1 to 50. */
  readonly lines: readonly Line[];

  /** Horizontal line, such as the threshold of an alert. @default no line */
  readonly threshold?: number;
}

export interface DashboardProps {
  /** Display name of the dashboard, 1 to 255 characters. */
  readonly name: string;

  /**
   * Rows from top to bottom, each with 1 to 4 graphs that share its width. The first row should show whether requests
   * succeed.
   */
  readonly rows: readonly (readonly Graph[])[];

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<MonitoringDashboardConfig>;
}

/** Columns of a dashboard's grid, and height of a graph in rows. */
const COLUMNS = 48;
const HEIGHT = 16;

/** A dashboard of Cloud Monitoring. https://cloud.google.com/monitoring/api/ref_v3/rest/v1/projects.dashboards */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, props: DashboardProps) {
    super(scope, id);
    const { name, rows, overrides } = props;
    checkPattern(this, "name", name, /^.{1,255}$/, "1 to 255 characters");
    checkLength(this, "rows", rows, 1);
    const tiles = rows.flatMap((row, index) => {
      checkLength(this, "rows", row, 1, 4);
      const width = COLUMNS / row.length;
      return row.map((graph, column) => ({
        // The API leaves out zeros, and a plan would show a change.
        ...(column > 0 && { xPos: column * width }),
        ...(index > 0 && { yPos: index * HEIGHT }),
        width,
        height: HEIGHT,
        widget: widgetOf(graph),
      }));
    });
    new MonitoringDashboard(this, "Default", {
      dashboardJson: JSON.stringify({ displayName: name, mosaicLayout: { columns: COLUMNS, tiles } }),
      ...overrides,
    });
  }
}

function widgetOf({ title, lines, threshold }: Graph) {
  return {
    title,
    xyChart: {
      dataSets: lines.map(({ label, metric, denominator }) => ({
        plotType: "LINE",
        targetAxis: "Y1",
        legendTemplate: label,
        timeSeriesQuery: denominator
          ? { timeSeriesFilterRatio: { numerator: seriesOf(metric), denominator: seriesOf(denominator) } }
          : { timeSeriesFilter: seriesOf(metric) },
      })),
      ...(threshold !== undefined && { thresholds: [{ value: threshold, targetAxis: "Y1" }] }),
    },
  };
}

function seriesOf(metric: Metric) {
  return { filter: filterOf(metric), aggregation: aggregationOf(metric) };
}
