import {
  NetworkPolicyV1,
  type NetworkPolicyV1Config,
  type NetworkPolicyV1SpecIngressFrom,
} from "@cdktf/provider-kubernetes/lib/network-policy-v1";
import { check } from "@modules/core/checks";
import { Construct } from "constructs";

type Labels = Readonly<Record<string, string>>;

/** Source of ingress or destination of egress. */
export type NetworkPolicyPeer =
  /** Pods of the policy's own namespace; `{}` selects all of them. */
  | { readonly pods: Labels }
  /** Pods of another namespace. */
  | { readonly namespace: string; readonly pods?: Labels }
  | { readonly cidr: string; readonly except?: readonly string[] };

export interface NetworkPolicyPort {
  readonly port: number;
  /** @default "TCP" */
  readonly protocol?: "TCP" | "UDP" | "SCTP";
}

export interface NetworkPolicyRule {
  /** @default any peer */
  readonly peers?: readonly NetworkPolicyPeer[];

  /** @default all ports */
  readonly ports?: readonly NetworkPolicyPort[];
}

export interface NetworkPolicyProps {
  readonly name: string;

  readonly namespace: string;

  /** Labels of the pods that the policy applies to; `{}` selects all pods of the namespace. */
  readonly pods: Labels;

  /** Rules for the connections that the pods accept; `[]` denies all. @default the policy does not restrict ingress */
  readonly ingress?: readonly NetworkPolicyRule[];

  /** Rules for the connections that the pods open; `[]` denies all. @default the policy does not restrict egress */
  readonly egress?: readonly NetworkPolicyRule[];

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<NetworkPolicyV1Config>;
}

/**
 * Connections that pods may accept and open. Once a policy restricts a pod's ingress or egress, the pod has only the
 * connections that some policy allows. The cluster's CNI plugin must enforce policies.
 * https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export class NetworkPolicy extends Construct {
  constructor(scope: Construct, id: string, props: NetworkPolicyProps) {
    super(scope, id);
    const { name, namespace, pods, ingress, egress, overrides } = props;
    check(this, Boolean(ingress ?? egress), "ingress or egress", "given", "neither");
    new NetworkPolicyV1(this, "Default", {
      metadata: { name, namespace },
      spec: {
        podSelector: selectorOf(pods),
        policyTypes: [...(ingress ? ["Ingress"] : []), ...(egress ? ["Egress"] : [])],
        ingress: ingress?.map(({ peers, ports }) => ({ from: peers?.map(renderPeer), ports: ports?.map(renderPort) })),
        egress: egress?.map(({ peers, ports }) => ({ to: peers?.map(renderPeer), ports: ports?.map(renderPort) })),
      },
      ...overrides,
    });
  }
}

function renderPeer(peer: NetworkPolicyPeer): NetworkPolicyV1SpecIngressFrom {
  if ("cidr" in peer) {
    return { ipBlock: { cidr: peer.cidr, except: peer.except && [...peer.except] } };
  }
  return {
    podSelector: peer.pods && selectorOf(peer.pods),
    // Kubernetes sets this label on every namespace.
    namespaceSelector:
      "namespace" in peer ? { matchLabels: { "kubernetes.io/metadata.name": peer.namespace } } : undefined,
  };
}

/** Empty labels become an empty block, because the provider does not store an empty map and would plan a change. */
function selectorOf(labels: Labels) {
  return Object.keys(labels).length > 0 ? { matchLabels: { ...labels } } : {};
}

function renderPort({ port, protocol = "TCP" }: NetworkPolicyPort) {
  return { port: `${port}`, protocol };
}
