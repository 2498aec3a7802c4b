/** Which logs are kept for how long, and how. */

/** Data streams, by what is in them. */
export const INDEXES = {
  /** What containers print. */
  containers: "dafnckmachine-logs",
  /** What applications send. */
  application: "application-logs",
  /** What nodes and appliances say. */
  infrastructure: "infrastructure-logs",
};

interface Index {
  /** Data streams with these settings. */
  readonly patterns: readonly string[];
  readonly shards: number;
  readonly retentionDays: number;
}

const KINDS: Readonly<Record<string, Index>> = {
  "application-logs": { patterns: [INDEXES.application, INDEXES.containers], shards: 3, retentionDays: 30 },
  "infrastructure-logs": { patterns: [INDEXES.infrastructure], shards: 2, retentionDays: 7 },
};

/** Texts by name of the policy, which is that of the template. */
export function lifecyclePolicies(): Record<string, string> {
  return mapped(({ retentionDays }) => ({
    policy: {
      phases: {
        // A new index each day, so that a day can be dropped without the rest.
        hot: { actions: { rollover: { max_age: "1d", max_primary_shard_size: "30gb" } } },
        delete: { min_age: `${retentionDays}d`, actions: { delete: {} } },
      },
    },
  }));
}

/** @param nodes of the cluster; a single one has no place for a copy */
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
        // One log with a thousand fields of its own does not stop the others.
        "index.mapping.total_fields.ignore_dynamic_beyond_limit": true,
      },
      mappings: MAPPINGS,
    },
  }));
}

/**
 * Whatever programs put into their JSON, and people into labels, is searchable as
 * `json.level`: two that give one name different types do not refuse each other's records.
 */
const MAPPINGS = {
  properties: {
    "@timestamp": { type: "date" },
    json: { type: "flattened" },
    kubernetes: { properties: { labels: { type: "flattened" }, namespace_labels: { type: "flattened" } } },
  },
  runtime: {
    // Flattened fields are words, of which there is no percentile.
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
