/** Names and ports of the platform's services inside a cluster. */
import type { LpEnvironment } from "../../../../environments/lp/schema";

export const API_GATEWAY = "api-gateway";
export const GRAPHQL_GATEWAY = "graphql-gateway";

export type ServiceName = typeof API_GATEWAY | typeof GRAPHQL_GATEWAY;

/** Ports of the containers. Prometheus scrapes both services on `metrics`. */
export const PORTS = { api: 3000, graphql: 4000, metrics: 3001 };

/** DNS name of a service within the cluster. */
export function hostOf({ kubernetes }: LpEnvironment, service: string): string {
  return `${service}.${kubernetes.namespace}.svc.cluster.local`;
}
