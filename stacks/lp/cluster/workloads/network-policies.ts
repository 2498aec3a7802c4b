/** Allowed connections of the platform's pods; the namespace denies all others. */

import { MONITORING_NAMESPACE } from "@modules/kubernetes/charts/namespaces";
import {
  NetworkPolicy,
  type NetworkPolicyProps,
  type NetworkPolicyRule,
} from "@modules/kubernetes/network/network-policy";
import type { INamespace } from "@modules/kubernetes/security/namespace";
import type { LpEnvironment } from "../../../../environments/lp/schema";
import type { ClusterStack } from "../../../base/cluster-stack";
import { POD_IDENTITY_AGENT } from "../../../parts/cluster/egress-to-aws";
import type { GatewayPods } from "../gateway";
import { API_GATEWAY, GRAPHQL_GATEWAY, PORTS } from "./endpoints";

/** Metadata server of GKE nodes. https://cloud.google.com/kubernetes-engine/docs/how-to/network-policy */
const GKE_METADATA_SERVER: NetworkPolicyRule = { peers: [{ cidr: "169.254.169.252/32" }], ports: [{ port: 988 }] };

/** Agents on the nodes of EKS and GKE that issue the credentials of a pod's identity. */
export const CREDENTIAL_AGENTS: readonly NetworkPolicyRule[] = [POD_IDENTITY_AGENT, GKE_METADATA_SERVER];

export interface ServicePoliciesProps {
  readonly namespace: INamespace;
  readonly gateway: GatewayPods;
  /** Egress rules to the database and the cache. */
  readonly data: readonly NetworkPolicyRule[];
  /** Whether Prometheus runs in the cluster. */
  readonly prometheus: boolean;
}

export function addServicePolicies(
  stack: ClusterStack<LpEnvironment>,
  { namespace, gateway, data, prometheus }: ServicePoliciesProps,
): void {
  const api = { app: API_GATEWAY };
  const graphql = { app: GRAPHQL_GATEWAY };
  const gatewayPods = { namespace: gateway.namespace, pods: gateway.gatewaySelector };
  const allow = (name: string, props: Omit<NetworkPolicyProps, "name" | "namespace">) =>
    new NetworkPolicy(stack, name, { name, namespace: namespace.name, ...props });
  allow("api-gateway-traffic", {
    pods: api,
    ingress: [{ peers: [gatewayPods, { pods: graphql }], ports: [{ port: PORTS.api }] }],
    egress: [...data, ...CREDENTIAL_AGENTS],
  });
  allow("graphql-gateway-traffic", {
    pods: graphql,
    ingress: [{ peers: [gatewayPods], ports: [{ port: PORTS.graphql }] }],
    egress: [{ peers: [{ pods: api }], ports: [{ port: PORTS.api }] }],
  });
  if (prometheus) {
    allow("metrics", {
      pods: {},
      ingress: [{ peers: [{ namespace: MONITORING_NAMESPACE }], ports: [{ port: PORTS.metrics }] }],
    });
  }
}
