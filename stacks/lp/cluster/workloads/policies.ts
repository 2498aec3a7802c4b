/** Who of the platform's pods talks to whom; the namespace lets nobody else. */
import { NetworkPolicy, type NetworkPolicyProps } from "@modules/kubernetes/network/network-policy";
import type { LpEnvironment } from "../../../../environments/lp/schema";
import type { ClusterStack } from "../../../base/cluster-stack";
import { API_GATEWAY, GRAPHQL_GATEWAY, PORTS, type ServicesNeeds } from "./services";

/** Where agents on the node itself give pods the credentials of their identity: EKS, and Google Cloud. */
export const IDENTITY_AGENTS = [
  { peers: [{ cidr: "169.254.170.23/32" }], ports: [{ port: 80 }] },
  { peers: [{ cidr: "169.254.169.252/32" }], ports: [{ port: 988 }] },
];

export function addServicePolicies(
  stack: ClusterStack<LpEnvironment>,
  { namespace, data }: Pick<ServicesNeeds, "namespace" | "data">,
): void {
  const api = { app: API_GATEWAY };
  const graphql = { app: GRAPHQL_GATEWAY };
  const mesh = { namespace: "istio-system", pods: { istio: "ingressgateway" } };
  const allow = (name: string, props: Omit<NetworkPolicyProps, "name" | "namespace">) =>
    new NetworkPolicy(stack, name, { name, namespace: namespace.name, ...props });
  allow("api-gateway-traffic", {
    pods: api,
    ingress: [{ peers: [mesh, { pods: graphql }], ports: [{ port: PORTS.api }] }],
    egress: [...data, ...IDENTITY_AGENTS],
  });
  allow("graphql-gateway-traffic", {
    pods: graphql,
    ingress: [{ peers: [mesh], ports: [{ port: PORTS.graphql }] }],
    egress: [{ peers: [{ pods: api }], ports: [{ port: PORTS.api }] }],
  });
  allow("metrics", {
    pods: {},
    ingress: [{ peers: [{ namespace: "monitoring" }], ports: [{ port: PORTS.metrics }] }],
  });
}
