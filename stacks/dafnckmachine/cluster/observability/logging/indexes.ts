/** Data streams of the logs, with their lifecycle policies and index templates. */

/** Names of the data streams. */
export const INDEXES = {
  /** Output of containers. */
  containers: "dafnckmachine-logs",
  /** Records that applications send. */
  application: "application-logs",
  /** Logs of nodes and appliances. */
  infrastructure: "infrastructure-logs",
};

interface Index {
  /** Data streams that these settings apply to. */
  readonly patterns: readonly string[];
  readonly shards: number;
  readonly retentionDays: number;
}

const KINDS: Readonly<Record<string, Index>> = {
  "application-logs": { patterns: [INDEXES.application, INDEXES.containers], shards: 3, retentionDays: 30 },
  "infrastructure-logs": { patterns: [INDEXES.infrastructure], shards: 2, retentionDays: 7 },
};

/** JSON of the lifecycle policies, by name; each index template has the name of its policy. */
export function lifecyclePolicies(): Record<string, string> {
  return mapped(({ retentionDays }) => ({
    policy: {
      phases: {
        // With a daily rollover, the policy deletes one day at a time.
        hot: { actions: { rollover: { max_age: "1d", max_primary_shard_size: "30gb" } } },
        delete: { min_age: `${retentionDays}d`, actions: { delete: {} } },
      },
    },
  }));
}

/**
 * JSON of the index templates, by name.
 *
 * @param nodes number of nodes; a single node cannot hold replicas
 */
export function indexTemplates(nodes: number): Record<string, string> {
  return mapped(({ patterns, shards }, name) => ({
    index_patterns: patterns,
    data_stream: {},
    priority: 200,
    template: {
      settings: {
        number_of_shards: shards,
        number_of_replicas: nodes > 1 ? 1 : 0,
        "index.lifecycle.name": name,
        // Fields beyond the limit are ignored; otherwise Elasticsearch would reject the records.
        "index.mapping.total_fields.ignore_dynamic_beyond_limit": true,
      },
      mappings: MAPPINGS,
    },
  }));
}

/**
 * Mappings of all data streams. JSON fields and labels are flattened: they are searchable by
 * paths such as `json.level`, and programs may use one name with different types.
 */
const MAPPINGS = {
  properties: {
    "@timestamp": { type: "date" },
    json: { type: "flattened" },
    kubernetes: { properties: { labels: { type: "flattened" }, namespace_labels: { type: "flattened" } } },
  },
  runtime: {
    // Flattened fields are keywords, which have no percentiles.
    duration_ms: {
      type: "double",
      script:
        "def field = doc['json.duration_ms']; if (field.size() > 0) { try { emit(Double.parseDouble(field.value)); } catch (NumberFormatException e) {} }",
    },
  },
};

function mapped(render: (index: Index, name: string) => object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(KINDS).map(([name, index]) => [name, `${JSON.stringify(render(index, name), null, 2)}\n`]),
  );
}
