/** Where Fluentd sends what it reads; https://docs.fluentd.org/output */
import type { Directive } from "@modules/config/fluentd";

export interface Elasticsearch {
  readonly host: string;
  readonly port: number;
}

/** Field that holds a record's id on its way. */
export const ID_KEY = "_hash";

/** Where files of the node and of the pod are. */
const BUFFERS = "/var/log/fluentd-buffers";
export const CERTIFICATES = "/fluentd/certificates";

export function toElasticsearch(pattern: string, { host, port }: Elasticsearch, index: string): Directive {
  return {
    name: "match",
    argument: pattern,
    parameters: {
      "@type": "elasticsearch",
      host,
      port,
      scheme: "https",
      ca_file: `${CERTIFICATES}/ca.crt`,
      ssl_version: "TLSv1_2",
      user: `"#{ENV['ELASTICSEARCH_USER']}"`,
      password: `"#{ENV['ELASTICSEARCH_PASSWORD']}"`,
      index_name: index,
      // Data streams take new documents only, and know no types.
      write_operation: "create",
      // Without one a record to create is dropped, and with one no retry makes two of it.
      id_key: ID_KEY,
      remove_keys: ID_KEY,
      suppress_type_name: true,
      include_timestamp: true,
      include_tag_key: true,
      tag_key: "@log_name",
      // Its nodes have addresses that change, and certificates for the Service.
      reload_connections: false,
      reconnect_on_error: true,
      reload_on_failure: false,
      // It starts, and buffers, also while Elasticsearch is away.
      verify_es_version_at_startup: false,
      default_elasticsearch_version: 8,
      request_timeout: "30s",
    },
    sections: [buffer(index)],
  };
}

export function toLogstash(pattern: string, endpoint: string): Directive {
  return {
    name: "match",
    argument: pattern,
    parameters: {
      "@type": "http",
      endpoint,
      content_type: "application/json",
      json_array: true,
      open_timeout: 5,
      retryable_response_codes: "429,503",
    },
    sections: [{ name: "format", parameters: { "@type": "json" } }, buffer("application")],
  };
}

/** On the node's disk, so that neither a restart nor an hour without Elasticsearch loses a record. */
function buffer(name: string): Directive {
  return {
    name: "buffer",
    parameters: {
      "@type": "file",
      path: `${BUFFERS}/${name}`,
      flush_interval: "1s",
      flush_thread_count: 2,
      chunk_limit_size: "8m",
      total_limit_size: "1g",
      retry_max_interval: "30s",
      retry_forever: true,
      // Reading stops and goes on later; the files are the queue.
      overflow_action: "block",
    },
  };
}
