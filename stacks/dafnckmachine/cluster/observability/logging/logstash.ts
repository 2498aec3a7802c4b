import { type Plugin, pipelineText } from "@modules/config/logstash";
import { yamlText } from "@modules/config/yaml";
import { escapeTemplates } from "@modules/core/templates";
import { volumeClaim } from "../../../../parts/cluster/volume-claim";
import { NAMESPACES } from "../../pods";
import { CA_SECRET, ELASTICSEARCH, STACK_VERSION } from "./elasticsearch";
import { INDEXES } from "./indexes";

/** The last release of Elastic's Logstash chart; the operator runs Logstash only with an enterprise license. */
export const LOGSTASH_CHART = { repository: "https://helm.elastic.co", chart: "logstash", version: "8.5.1" };

/** Host name and input ports: HTTP for Fluentd, Beats, and syslog. */
export const LOGSTASH = {
  host: `logstash.${NAMESPACES.logging}.svc.cluster.local`,
  httpPort: 8080,
  beatsPort: 5044,
  syslogPort: 5514,
};

/** Mount path of Elasticsearch's certificate authority. */
const CERTIFICATES = "/usr/share/logstash/config/certificates";

/** Moves the HTTP request's headers and host into metadata, where they do not overwrite fields of records. */
const REQUEST_METADATA = {
  ecs_compatibility: "disabled",
  request_headers_target_field: "[@metadata][headers]",
  remote_host_target_field: "[@metadata][host]",
};

/** Configuration of the pipelines, by name. */
export const PIPELINES: Readonly<Record<string, string>> = {
  application: pipelineText({
    input: [
      { name: "beats", settings: { port: LOGSTASH.beatsPort } },
      { name: "http", settings: { port: LOGSTASH.httpPort, ...REQUEST_METADATA } },
    ],
    filter: [{ name: "json", settings: { source: "message", target: "json", skip_on_invalid_json: true } }],
    output: [toElasticsearch(INDEXES.application)],
  }),
  infrastructure: pipelineText({
    // Logstash does not run as root and cannot bind port 514.
    input: [{ name: "syslog", settings: { port: LOGSTASH.syslogPort } }],
    filter: [
      // The input parses the syslog header; this extracts a level that the message itself contains.
      { name: "grok", settings: { match: { message: "%{LOGLEVEL:[log][level]}" }, tag_on_failure: [] } },
    ],
    output: [toElasticsearch(INDEXES.infrastructure)],
  }),
};

/** Output to the data stream that the index template of this name declares. */
function toElasticsearch(index: string): Plugin {
  return {
    name: "elasticsearch",
    settings: {
      hosts: [`https://${ELASTICSEARCH.host}:${ELASTICSEARCH.port}`],
      user: "${ELASTICSEARCH_USER}",
      password: "${ELASTICSEARCH_PASSWORD}",
      ssl_certificate_authorities: [`${CERTIFICATES}/ca.crt`],
      index,
      action: "create",
      data_stream: false,
      manage_template: false,
      ilm_enabled: false,
    },
  };
}

const SETTINGS = {
  // The kubelet's probes connect from outside the pod.
  "http.host": "0.0.0.0",
  "queue.type": "persisted",
  "queue.max_bytes": "1gb",
  "xpack.monitoring.enabled": false,
};

export interface LogstashSettings {
  readonly replicas: number;
  /** Secret with the credentials of the user that writes logs. */
  readonly writer: string;
}

/** Values of the chart `logstash`. */
export function logstashValues({ replicas, writer }: LogstashSettings): object {
  return {
    fullnameOverride: "logstash",
    replicas,
    imageTag: STACK_VERSION,
    logstashJavaOpts: "-Xms1g -Xmx1g",
    resources: { requests: { cpu: "100m", memory: "1536Mi" }, limits: { memory: "1536Mi" } },
    antiAffinity: "soft",
    // Disables the chart's disruption budget, whose API version Kubernetes has removed.
    maxUnavailable: null,
    logstashConfig: { "logstash.yml": yamlText(SETTINGS), "pipelines.yml": yamlText(pipelines()) },
    logstashPipeline: Object.fromEntries(
      Object.entries(PIPELINES).map(([name, text]) => [`${name}.conf`, escapeTemplates(text)]),
    ),
    extraEnvs: [
      { name: "ELASTICSEARCH_USER", valueFrom: { secretKeyRef: { name: writer, key: "username" } } },
      { name: "ELASTICSEARCH_PASSWORD", valueFrom: { secretKeyRef: { name: writer, key: "password" } } },
    ],
    secretMounts: [{ name: "certificates", secretName: CA_SECRET, path: CERTIFICATES }],
    persistence: { enabled: true },
    volumeClaimTemplate: volumeClaim(4),
    extraPorts: ports().map(({ name, port }) => ({ name, containerPort: port })),
    service: {
      type: "ClusterIP",
      ports: ports().map(({ name, port }) => ({ name, port, targetPort: port, protocol: "TCP" })),
    },
  };
}

function pipelines(): object[] {
  return Object.keys(PIPELINES).map((name) => ({
    "pipeline.id": name,
    "path.config": `/usr/share/logstash/pipeline/${name}.conf`,
  }));
}

function ports(): { name: string; port: number }[] {
  return [
    { name: "json", port: LOGSTASH.httpPort },
    { name: "beats", port: LOGSTASH.beatsPort },
    { name: "syslog", port: LOGSTASH.syslogPort },
  ];
}
