/** Outputs of Fluentd; https://docs.fluentd.org/output */
import type { Directive } from "@modules/config/fluentd";

export interface Elasticsearch {
  readonly host: string;
  readonly port: number;
}

/** Field that holds the id of a record until the output removes it. */
export const ID_KEY = "_hash";

/** Folder on the node for buffer files. */
const BUFFERS = "/var/log/fluentd-buffers";
/** Mount path of Elasticsearch's certificate authority. */
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
      // Data streams accept only the create operation and have no mapping types.
      write_operation: "create",
      // The create operation requires an id: Fluentd drops records without one. The id also prevents duplicates after a
      // retry.
      id_key: ID_KEY,
      remove_keys: ID_KEY,
      suppress_type_name: true,
      include_timestamp: true,
      include_tag_key: true,
      tag_key: "@log_name",
      // The client must not connect to nodes directly, because certificates cover only the Service.
      reload_connections: false,
      reconnect_on_error: true,
      reload_on_failure: false,
      // Without this check, Fluentd also starts while Elasticsearch is down, and buffers records.
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

/** A buffer on the node's disk, which keeps records during a restart and during an hour without Elasticsearch. */
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
      // When the buffer is full, Fluentd stops reading; the remaining records stay in the log files.
      overflow_action: "block",
    },
  };
}
