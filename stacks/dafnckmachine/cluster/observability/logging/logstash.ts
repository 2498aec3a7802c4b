import { type Plugin, pipelineText } from "@modules/config/logstash";
import { yamlText } from "@modules/config/yaml";
import { escapeTemplates } from "@modules/core/templates";
import { volumeClaim } from "../../../../parts/cluster/volume-claim";
import { CA_SECRET, ELASTICSEARCH, STACK_VERSION } from "./elasticsearch";
import { INDEXES } from "./indexes";

/** The last chart of its kind; the operator's own runs Logstash for holders of an enterprise license only. */
export const LOGSTASH_CHART = { repository: "https://helm.elastic.co", chart: "logstash", version: "8.5.1" };

/** Where it takes records: from Fluentd, from Beats and from whatever speaks syslog. */
export const LOGSTASH = {
  host: "logstash.logging.svc.cluster.local",
  httpPort: 8080,
  beatsPort: 5044,
  syslogPort: 5514,
};

const CERTIFICATES = "/usr/share/logstash/config/certificates";

/** It is always Fluentd; by default its request would take names of records' own fields. */
const NO_SENDER = {
  ecs_compatibility: "disabled",
  request_headers_target_field: "[@metadata][headers]",
  remote_host_target_field: "[@metadata][host]",
};

/** Texts by name of the pipeline. */
export const PIPELINES: Readonly<Record<string, string>> = {
  application: pipelineText({
    input: [
      { name: "beats", settings: { port: LOGSTASH.beatsPort } },
      { name: "http", settings: { port: LOGSTASH.httpPort, ...NO_SENDER } },
    ],
    filter: [{ name: "json", settings: { source: "message", target: "json", skip_on_invalid_json: true } }],
    output: [toElasticsearch(INDEXES.application)],
  }),
  infrastructure: pipelineText({
    // Above 1024, as it is not root.
    input: [{ name: "syslog", settings: { port: LOGSTASH.syslogPort } }],
    filter: [
      // The input knows the parts of a line; how bad it is, many programs say in words.
      { name: "grok", settings: { match: { message: "%{LOGLEVEL:[log][level]}" }, tag_on_failure: [] } },
    ],
    output: [toElasticsearch(INDEXES.infrastructure)],
  }),
};

/** Into a data stream, whose template has the name. */
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
  // The probes ask from outside the pod.
  "http.host": "0.0.0.0",
  "queue.type": "persisted",
  "queue.max_bytes": "1gb",
  "xpack.monitoring.enabled": false,
};

export interface LogstashSettings {
  readonly replicas: number;
  /** Secret of the user that may write logs. */
  readonly writer: string;
}

export function logstashValues({ replicas, writer }: LogstashSettings): object {
  return {
    fullnameOverride: "logstash",
    replicas,
    imageTag: STACK_VERSION,
    logstashJavaOpts: "-Xms1g -Xmx1g",
    resources: { requests: { cpu: "100m", memory: "1536Mi" }, limits: { memory: "1536Mi" } },
    antiAffinity: "soft",
    // Its disruption budget is of a version that Kubernetes no longer has.
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
