import { NAMESPACES } from "../../pods";
import { CLUSTER_NAME, STACK_VERSION } from "./elasticsearch";

export const KIBANA_CHART = { repository: "https://helm.elastic.co", chart: "eck-kibana", version: "0.18.0" };

const NAME = "kibana";
/** Service and certificate authority that the operator creates. */
export const KIBANA_URL = `https://${NAME}-kb-http.${NAMESPACES.logging}.svc:5601`;
export const KIBANA_CA_SECRET = `${NAME}-kb-http-certs-public`;

/**
 * Values of the chart `eck-kibana`. People connect to Kibana with `kubectl port-forward` and log in as Elasticsearch
 * users.
 */
export function kibanaValues(replicas: number): object {
  return {
    fullnameOverride: NAME,
    version: STACK_VERSION,
    count: replicas,
    elasticsearchRef: { name: CLUSTER_NAME },
    podTemplate: {
      spec: {
        containers: [
          { name: "kibana", resources: { requests: { cpu: "200m", memory: "1Gi" }, limits: { memory: "1Gi" } } },
        ],
      },
    },
  };
}
