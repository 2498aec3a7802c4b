import { type Directive, fluentConf } from "@modules/config/fluentd";
import { type Elasticsearch, ID_KEY, toElasticsearch, toLogstash } from "./fluentd-outputs";

export interface FluentdSettings {
  /** Put on every record of the application. */
  readonly environment: string;
  readonly elasticsearch: Elasticsearch & {
    /** Where what containers print goes, and what nodes say. */
    readonly indexes: { readonly containers: string; readonly infrastructure: string };
  };
  /** Where records of the application go first. */
  readonly logstash: string;
}

/** Ports it answers on. */
export const INTAKE_PORT = 9880;
export const HEALTH_PORT = 24220;
export const METRICS_PORT = 24231;

/** Every container of the node, the node itself, and what applications send by HTTP. */
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
    // Its own warnings, and records under a tag nobody agreed on: `kubectl logs` shows them.
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
        // What it prints of a record would be a record again.
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
      // The runtime cuts lines at 16 KiB.
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
      // Lines that are JSON get their fields, under one name so that no two programs disagree about a type.
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
