/** The cluster that keeps logs, and who may write. */
import { yamlText } from "@modules/config/yaml";
import { volumeClaim } from "../../../../parts/cluster/volume-claim";
import { INDEXES } from "./indexes";

/** Of Elasticsearch, Kibana and Logstash, which go together. */
export const STACK_VERSION = "8.19.14";

/**
 * Elastic's operator and its charts. Those that went before it make up a new password
 * with every release and certificates that end after a year.
 */
export const OPERATOR_CHART = { repository: "https://helm.elastic.co", chart: "eck-operator", version: "3.3.1" };
export const ELASTICSEARCH_CHART = {
  repository: "https://helm.elastic.co",
  chart: "eck-elasticsearch",
  version: "0.18.0",
};

/** Also the name of the cluster, which the operator takes from the object's. */
export const CLUSTER_NAME = "dafnck-machine-logs";
/** What the operator makes: the Service, the authority of its certificate, and the administrator's password. */
export const CLUSTER_SERVICE = `${CLUSTER_NAME}-es-http`;
export const CA_SECRET = `${CLUSTER_NAME}-es-http-certs-public`;
export const ADMINISTRATOR_SECRET = `${CLUSTER_NAME}-es-elastic-user`;

export const ELASTICSEARCH = { host: "elasticsearch.logging.svc.cluster.local", port: 9200 };

/** A role for what ships logs: into these data streams, and nothing else. */
export const WRITER_ROLES = yamlText({
  log_writer: {
    cluster: ["monitor"],
    indices: [{ names: Object.values(INDEXES), privileges: ["auto_configure", "create_doc"] }],
  },
});

/** Instead of a privileged container that would raise a limit of the node's kernel. */
const SETTINGS = { "node.store.allow_mmap": false };

export function elasticsearchYaml(): string {
  return yamlText({ "cluster.name": CLUSTER_NAME, ...SETTINGS });
}

export interface ElasticsearchSettings {
  readonly nodes: number;
  readonly heapGibibytes: number;
  readonly storageGibibytes: number;
  /** Secret of the user that may write logs, and of its role. */
  readonly writer: string;
  /** Keep the volumes when the cluster goes. */
  readonly keepVolumes: boolean;
}

export function elasticsearchValues(settings: ElasticsearchSettings): object {
  const { nodes, heapGibibytes, storageGibibytes, writer, keepVolumes } = settings;
  // As much again for the operating system's cache, without which searches read the disk.
  const memory = `${heapGibibytes * 2}Gi`;
  return {
    fullnameOverride: CLUSTER_NAME,
    version: STACK_VERSION,
    auth: { fileRealm: [{ secretName: writer }], roles: [{ secretName: writer }] },
    http: { tls: { selfSignedCertificate: { subjectAltNames: [{ dns: ELASTICSEARCH.host }] } } },
    volumeClaimDeletePolicy: keepVolumes ? "DeleteOnScaledownOnly" : "DeleteOnScaledownAndClusterDeletion",
    nodeSets: [
      {
        name: "default",
        count: nodes,
        config: SETTINGS,
        podTemplate: {
          spec: {
            containers: [
              {
                name: "elasticsearch",
                env: [
                  {
                    name: "ES_JAVA_OPTS",
                    value: `-XX:InitialHeapSize=${heapGibibytes}g -XX:MaxHeapSize=${heapGibibytes}g`,
                  },
                ],
                resources: { requests: { cpu: "500m", memory }, limits: { memory } },
              },
            ],
            topologySpreadConstraints: [
              {
                maxSkew: 1,
                topologyKey: "kubernetes.io/hostname",
                whenUnsatisfiable: "DoNotSchedule",
                labelSelector: { matchLabels: { "elasticsearch.k8s.elastic.co/cluster-name": CLUSTER_NAME } },
              },
            ],
          },
        },
        volumeClaimTemplates: [
          {
            metadata: { name: "elasticsearch-data" },
            spec: volumeClaim(storageGibibytes),
          },
        ],
      },
    ],
  };
}
