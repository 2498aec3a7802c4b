import { type Directive, fluentConf } from "@modules/config/fluentd";
import { type Elasticsearch, ID_KEY, toElasticsearch, toLogstash } from "./outputs";

export interface FluentdSettings {
  /** Name of the environment, added to every record of applications. */
  readonly environment: string;
  readonly elasticsearch: Elasticsearch & {
    /** Data streams of container output and of node logs. */
    readonly indexes: { readonly containers: string; readonly infrastructure: string };
  };
  /** URL of Logstash, which receives records of applications. */
  readonly logstash: string;
}

/** Port of the HTTP input for records of applications. */
export const INTAKE_PORT = 9880;
export const HEALTH_PORT = 24220;
export const METRICS_PORT = 24231;

/** Text of `fluent.conf`: inputs for containers, the journal and HTTP, and an output for each. */
export function fluentText({ environment, elasticsearch, logstash }: FluentdSettings): string {
  const { indexes } = elasticsearch;
  return fluentConf([
    ...sources(),
    ...containerFilters(),
    record("app.**", {
      "@timestamp": "${time.utc.strftime('%Y-%m-%dT%H:%M:%S.%LZ')}",
      hostname: "${hostname}",
      environment,
      service_name: "${tag_parts[1]}",
    }),
    {
      name: "filter",
      argument: "kubernetes.** infrastructure.**",
      parameters: { "@type": "elasticsearch_genid", hash_id_key: ID_KEY },
    },
    toElasticsearch("kubernetes.**", elasticsearch, indexes.containers),
    toElasticsearch("infrastructure.**", elasticsearch, indexes.infrastructure),
    toLogstash("app.**", logstash),
    // Fluentd's own warnings and records of unknown tags appear in `kubectl logs`.
    { name: "match", argument: "**", parameters: { "@type": "stdout" } },
  ]);
}

function sources(): Directive[] {
  return [
    {
      name: "source",
      parameters: {
        "@type": "tail",
        path: "/var/log/containers/*.log",
        // Fluentd would read its own output in a loop.
        exclude_path: '["/var/log/containers/fluentd-*.log"]',
        pos_file: "/var/log/fluentd-containers.log.pos",
        tag: "kubernetes.*",
        read_from_head: true,
      },
      sections: [{ name: "parse", parameters: { "@type": "cri", time_format: "%Y-%m-%dT%H:%M:%S.%N%z" } }],
    },
    {
      name: "source",
      parameters: { "@type": "systemd", path: "/var/log/journal", tag: "infrastructure.node", read_from_head: true },
      sections: [
        { name: "storage", parameters: { "@type": "local", persistent: true, path: "/var/log/fluentd-journal.pos" } },
        { name: "entry", parameters: { fields_strip_underscores: true, fields_lowercase: true } },
      ],
    },
    {
      name: "source",
      parameters: {
        "@type": "http",
        port: INTAKE_PORT,
        bind: "0.0.0.0",
        body_size_limit: "32m",
        keepalive_timeout: "10s",
      },
    },
    { name: "source", parameters: { "@type": "monitor_agent", bind: "0.0.0.0", port: HEALTH_PORT } },
    { name: "source", parameters: { "@type": "prometheus", bind: "0.0.0.0", port: METRICS_PORT } },
    { name: "source", parameters: { "@type": "prometheus_output_monitor" } },
  ];
}

function containerFilters(): Directive[] {
  return [
    {
      name: "filter",
      argument: "kubernetes.**",
      // The container runtime splits lines at 16 KiB.
      parameters: {
        "@type": "concat",
        key: "message",
        use_partial_cri_logtag: true,
        partial_cri_logtag_key: "logtag",
        partial_cri_stream_key: "stream",
        separator: '""',
      },
    },
    { name: "filter", argument: "kubernetes.**", parameters: { "@type": "kubernetes_metadata" } },
    {
      name: "filter",
      argument: "kubernetes.**",
      // Fields of JSON lines go below one key, because Elasticsearch rejects records whose fields change their type.
      parameters: {
        "@type": "parser",
        key_name: "message",
        hash_value_field: "json",
        reserve_data: true,
        reserve_time: true,
        emit_invalid_record_to_error: false,
      },
      sections: [{ name: "parse", parameters: { "@type": "json" } }],
    },
  ];
}

function record(pattern: string, fields: Readonly<Record<string, string>>): Directive {
  return {
    name: "filter",
    argument: pattern,
    parameters: { "@type": "record_transformer", enable_ruby: true },
    sections: [{ name: "record", parameters: fields }],
  };
}
