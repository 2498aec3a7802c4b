/** Dashboards of Kibana as saved objects; https://www.elastic.co/guide/en/kibana/8.19/saved-objects-api-import.html */
import { INDEXES } from "./indexes";

interface Dashboard {
  readonly title: string;
  /** Filter of the records, in Kibana Query Language. */
  readonly query: string;
  readonly columns: readonly string[];
  /** Charts over time, by title. */
  readonly charts: Readonly<Record<string, Chart>>;
}

interface Chart {
  /** Field by which a chart is split: it has a line for each of the field's ten most frequent values. */
  readonly by: string;
  /** Numeric field whose 95th percentile is drawn. @default the number of records is drawn */
  readonly percentile?: string;
}

const CONTAINER = "kubernetes.container_name.keyword";
const SERVICE = "service_name.keyword";

/** Dashboards by id. */
const DASHBOARDS: Readonly<Record<string, Dashboard>> = {
  "application-logs": {
    title: "Application Logs",
    query: "",
    columns: ["service_name", "kubernetes.namespace_name", "kubernetes.pod_name", "message"],
    charts: { "Records by container": { by: CONTAINER }, "Records by service": { by: SERVICE } },
  },
  "error-analysis": {
    title: "Error Analysis",
    query: 'json.level: ("error" or "fatal" or "ERROR" or "FATAL") or stream: "stderr"',
    columns: ["service_name", "kubernetes.pod_name", "json.level", "message"],
    charts: { "Errors by container": { by: CONTAINER }, "Errors by service": { by: SERVICE } },
  },
  "performance-monitoring": {
    title: "Performance Monitoring",
    query: "duration_ms: *",
    columns: ["service_name", "kubernetes.pod_name", "duration_ms", "message"],
    charts: {
      "Milliseconds by container": { by: CONTAINER, percentile: "duration_ms" },
      "Milliseconds by service": { by: SERVICE, percentile: "duration_ms" },
    },
  },
};

const PATTERN = { id: "application-records", title: `${INDEXES.application}*,${INDEXES.containers}*` };

/** NDJSON of the dashboards, by id. Referenced objects come first, because an import requires this order. */
export function savedObjects(): Record<string, string> {
  const texts = Object.entries(DASHBOARDS).map(([id, dashboard]) => {
    const objects = [pattern(), search(id, dashboard), ...charts(id, dashboard), board(id, dashboard)];
    return [id, objects.map((object) => `${JSON.stringify(object)}\n`).join("")];
  });
  return Object.fromEntries(texts);
}

function pattern(): object {
  const attributes = { title: PATTERN.title, name: "Application", timeFieldName: "@timestamp" };
  return { type: "index-pattern", id: PATTERN.id, attributes, references: [] };
}

function search(id: string, { title, query, columns }: Dashboard): object {
  const index = "kibanaSavedObjectMeta.searchSourceJSON.index";
  return {
    type: "search",
    id,
    attributes: { title, columns, sort: [["@timestamp", "desc"]], ...meta({ query, indexRefName: index }) },
    references: [{ name: index, type: "index-pattern", id: PATTERN.id }],
  };
}

function charts(id: string, { charts }: Dashboard): object[] {
  return Object.entries(charts).map(([title, { by, percentile }]) => {
    const metric = percentile
      ? { type: "percentiles", params: { field: percentile, percents: [95] } }
      : { type: "count", params: {} };
    // `1.95` is Kibana's id of the 95th percentile of aggregation 1.
    const orderBy = percentile ? "1.95" : "1";
    const aggs = [
      { id: "1", enabled: true, schema: "metric", ...metric },
      {
        id: "2",
        enabled: true,
        schema: "segment",
        type: "date_histogram",
        params: { field: "@timestamp", interval: "auto" },
      },
      {
        id: "3",
        enabled: true,
        schema: "group",
        type: "terms",
        params: { field: by, size: 10, order: "desc", orderBy },
      },
    ];
    const name = "search_0";
    return {
      type: "visualization",
      id: chartId(id, title),
      attributes: {
        title,
        visState: JSON.stringify({
          title,
          type: "line",
          params: { type: "line", addLegend: true, addTooltip: true },
          aggs,
        }),
        uiStateJSON: "{}",
        savedSearchRefName: name,
        ...meta({}),
      },
      references: [{ name, type: "search", id }],
    };
  });
}

/** A dashboard with its charts side by side, and the records below them. */
function board(id: string, { title, charts }: Dashboard): object {
  const titles = Object.keys(charts);
  const width = 48 / titles.length;
  const panels = [
    ...titles.map((chart, index) => ({
      type: "visualization",
      id: chartId(id, chart),
      place: { x: index * width, y: 0, w: width, h: 12 },
    })),
    { type: "search", id, place: { x: 0, y: 12, w: 48, h: 24 } },
  ];
  const panelsJSON = panels.map(({ type, id, place }) => ({
    type,
    panelIndex: id,
    gridData: { ...place, i: id },
    embeddableConfig: {},
    panelRefName: `panel_${id}`,
  }));
  return {
    type: "dashboard",
    id,
    attributes: {
      title,
      panelsJSON: JSON.stringify(panelsJSON),
      optionsJSON: JSON.stringify({ useMargins: true, hidePanelTitles: false }),
      timeRestore: true,
      timeFrom: "now-24h",
      timeTo: "now",
      ...meta({}),
    },
    references: panels.map(({ type, id }) => ({ name: `${id}:panel_${id}`, type, id })),
  };
}

function chartId(dashboard: string, title: string): string {
  return `${dashboard}-${title.toLowerCase().replace(/\W+/g, "-")}`;
}

function meta({ query = "", ...source }: { query?: string; indexRefName?: string }): object {
  const searchSource = { query: { language: "kuery", query }, filter: [], ...source };
  return { kibanaSavedObjectMeta: { searchSourceJSON: JSON.stringify(searchSource) } };
}
