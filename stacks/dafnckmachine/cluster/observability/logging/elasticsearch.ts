/** Settings of the Elasticsearch cluster that stores logs. */
import { yamlText } from "@modules/config/yaml";
import { volumeClaim } from "../../../../parts/cluster/volume-claim";
import { NAMESPACES } from "../../pods";
import { INDEXES } from "./indexes";

/** Version of Elasticsearch, Kibana and Logstash, which must match. */
export const STACK_VERSION = "8.19.14";

/**
 * Chart of the ECK operator. Elastic's older charts generate a new password with every
 * release, and certificates that expire after a year.
 */
export const OPERATOR_CHART = { repository: "https://helm.elastic.co", chart: "eck-operator", version: "3.3.1" };
export const ELASTICSEARCH_CHART = {
  repository: "https://helm.elastic.co",
  chart: "eck-elasticsearch",
  version: "0.18.0",
};

/** Name of the Elasticsearch resource, which the operator gives to the cluster. */
export const CLUSTER_NAME = "dafnck-machine-logs";
/** Objects that the operator creates: the Service, and Secrets with its certificate authority and the administrator's password. */
export const CLUSTER_SERVICE = `${CLUSTER_NAME}-es-http`;
export const CA_SECRET = `${CLUSTER_NAME}-es-http-certs-public`;
export const ADMINISTRATOR_SECRET = `${CLUSTER_NAME}-es-elastic-user`;

export const ELASTICSEARCH = { host: `elasticsearch.${NAMESPACES.logging}.svc.cluster.local`, port: 9200 };

/** Role of the user that writes logs: it may create documents in these data streams only. */
export const WRITER_ROLES = yamlText({
  log_writer: {
    cluster: ["monitor"],
    indices: [{ names: Object.values(INDEXES), privileges: ["auto_configure", "create_doc"] }],
  },
});

/**
 * Settings without memory maps, so that Elasticsearch needs no privileged container to raise the kernel's
 * `vm.max_map_count`.
 */
const SETTINGS = { "node.store.allow_mmap": false };

/** Text of `elasticsearch.yml`. */
export function elasticsearchYaml(): string {
  return yamlText({ "cluster.name": CLUSTER_NAME, ...SETTINGS });
}

export interface ElasticsearchSettings {
  readonly nodes: number;
  readonly heapGibibytes: number;
  readonly storageGibibytes: number;
  /** Secret with the credentials and the role of the user that writes logs. */
  readonly writer: string;
  /** Keep the volumes when the Elasticsearch resource is deleted. */
  readonly keepVolumes: boolean;
}

/** Values of the chart `eck-elasticsearch`. */
export function elasticsearchValues(settings: ElasticsearchSettings): object {
  const { nodes, heapGibibytes, storageGibibytes, writer, keepVolumes } = settings;
  // Half of the memory is for the page cache, which searches need.
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
