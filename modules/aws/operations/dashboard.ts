import { CloudwatchDashboard, type CloudwatchDashboardConfig } from "@cdktf/provider-aws/lib/cloudwatch-dashboard";
import { checkLength, checkPattern } from "@modules/core/checks";
import { Construct } from "constructs";
import { accountOf } from "../account";
import { type AnyMetric, DEFAULT_PERIOD_SECONDS, isMath, type Metric, periodOf } from "./metric";

/** A graph of metrics over time. */
export interface Graph {
  readonly title: string;

  /** Metrics of the dashboard's region, 1 to 500. */
  readonly metrics: readonly AnyMetric[];

  /** Draw a horizontal line, such as the threshold of an alarm. @default no line */
  readonly line?: { readonly label: string; readonly value: number };

  /**
   * Number of days up to now that the graph always shows, instead of the range that a reader selects.
   * @default the dashboard's range
   */
  readonly days?: number;
}

/** A table of the newest log events that a query of Logs Insights finds. */
export interface LogTable {
  readonly title: string;
  readonly logGroups: readonly string[];

  /** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html */
  readonly query: string;
}

export type Widget = Graph | LogTable;

export interface DashboardProps {
  /** Name of the dashboard: 1 to 255 letters, digits and `_-`, unique in the account. */
  readonly name: string;

  /**
   * Rows from top to bottom, each with 1 to 4 widgets that share its width. The first row should show whether requests
   * succeed.
   */
  readonly rows: readonly (readonly Widget[])[];

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<CloudwatchDashboardConfig>;
}

/** Columns of a dashboard's grid, and height of a widget in rows. */
const COLUMNS = 24;
const HEIGHT = 6;

/**
 * A CloudWatch dashboard. An account has three free of charge.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, props: DashboardProps) {
    super(scope, id);
    const { name, rows, overrides } = props;
    checkPattern(this, "name", name, /^[\w-]{1,255}$/, "1 to 255 letters, digits and _-");
    checkLength(this, "rows", rows, 1);
    const { region } = accountOf(this);
    const widgets = rows.flatMap((row, index) => {
      checkLength(this, "rows", row, 1, 4);
      const width = COLUMNS / row.length;
      return row.map((widget, column) => ({
        x: column * width,
        y: index * HEIGHT,
        width,
        height: HEIGHT,
        ...bodyOf(widget, region),
      }));
    });
    new CloudwatchDashboard(this, "Default", {
      dashboardName: name,
      dashboardBody: JSON.stringify({ start: "-PT3H", widgets }),
      ...overrides,
    });
  }
}

function bodyOf(widget: Widget, region: string) {
  if ("query" in widget) {
    const sources = widget.logGroups.map((group) => `SOURCE '${group}'`);
    const query = [...sources, widget.query].join(" | ");
    return { type: "log", properties: { title: widget.title, region, view: "table", query } };
  }
  const { title, metrics, line, days } = widget;
  return {
    type: "metric",
    properties: {
      title,
      region,
      view: "timeSeries",
      stat: "Average",
      period: DEFAULT_PERIOD_SECONDS,
      metrics: metrics.flatMap((metric, index) => seriesOf(metric, index)),
      annotations: line && { horizontal: [line] },
      start: days && `-P${days}D`,
    },
  };
}

/**
 * Entries of a graph for one metric, or for an expression and the hidden metrics that it uses. Their ids are unique in
 * the graph.
 */
function seriesOf(metric: AnyMetric, index: number): unknown[] {
  if (!isMath(metric)) {
    return [seriesOfMetric(metric, { label: metric.label ?? metric.name })];
  }
  const idOf = (id: string) => `${id}${index}`;
  const ids = new RegExp(`\\b(${Object.keys(metric.metrics).join("|")})\\b`, "g");
  return [
    [{ expression: metric.expression.replace(ids, idOf), label: metric.label, id: idOf("value") }],
    ...Object.entries(metric.metrics).map(([id, member]) => seriesOfMetric(member, { id: idOf(id), visible: false })),
  ];
}

function seriesOfMetric(metric: Metric, options: Record<string, unknown>): unknown[] {
  const { namespace, name, dimensions, statistic = "Average" } = metric;
  const rendered = { stat: statistic, period: periodOf(metric), ...options };
  return [namespace, name, ...Object.entries(dimensions).flat(), rendered];
}
