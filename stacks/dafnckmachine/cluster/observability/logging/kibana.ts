import { CLUSTER_NAME, STACK_VERSION } from "./elasticsearch";

export const KIBANA_CHART = { repository: "https://helm.elastic.co", chart: "eck-kibana", version: "0.18.0" };

const NAME = "kibana";
/** What the operator makes of it. */
export const KIBANA_URL = `https://${NAME}-kb-http.logging.svc:5601`;
export const KIBANA_CA_SECRET = `${NAME}-kb-http-certs-public`;

/** For people with `kubectl port-forward`, as the cluster's users are Elasticsearch's. */
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
