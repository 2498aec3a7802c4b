import { NetworkPolicyV1, type NetworkPolicyV1SpecIngressFrom } from "@cdktf/provider-kubernetes/lib/network-policy-v1";
import { Construct } from "constructs";

type Labels = Readonly<Record<string, string>>;

/** Where traffic comes from or goes to. */
export type NetworkPolicyPeer =
  /** Pods of the policy's own namespace; `{}` is all of them. */
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
  /** @default anywhere */
  readonly peers?: readonly NetworkPolicyPeer[];

  /** @default all */
  readonly ports?: readonly NetworkPolicyPort[];
}

export interface NetworkPolicyProps {
  readonly name: string;

  readonly namespace: string;

  /** Labels of the pods it is for; `{}` is all of the namespace. */
  readonly pods: Labels;

  /** What may come in; `[]` is nothing. @default not this policy's affair */
  readonly ingress?: readonly NetworkPolicyRule[];

  /** What may go out; `[]` is nothing. @default not this policy's affair */
  readonly egress?: readonly NetworkPolicyRule[];
}

/**
 * What pods may talk to: once one policy is about a pod's direction, only what some
 * policy allows passes. Whether anything enforces it is up to the cluster's network.
 * https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export class NetworkPolicy extends Construct {
  constructor(scope: Construct, id: string, props: NetworkPolicyProps) {
    super(scope, id);
    const { name, namespace, pods, ingress, egress } = props;
    if (!ingress && !egress) {
      throw new Error(`${this.node.path}: ingress or egress must be given, got neither`);
    }
    new NetworkPolicyV1(this, "Default", {
      metadata: { name, namespace },
      spec: {
        podSelector: selectorOf(pods),
        policyTypes: [...(ingress ? ["Ingress"] : []), ...(egress ? ["Egress"] : [])],
        ingress: ingress?.map(({ peers, ports }) => ({ from: peers?.map(renderPeer), ports: ports?.map(renderPort) })),
        egress: egress?.map(({ peers, ports }) => ({ to: peers?.map(renderPeer), ports: ports?.map(renderPort) })),
      },
    });
  }
}

function renderPeer(peer: NetworkPolicyPeer): NetworkPolicyV1SpecIngressFrom {
  if ("cidr" in peer) {
    return { ipBlock: { cidr: peer.cidr, except: peer.except && [...peer.except] } };
  }
  return {
    podSelector: peer.pods && selectorOf(peer.pods),
    // The label every namespace has by itself.
    namespaceSelector:
      "namespace" in peer ? { matchLabels: { "kubernetes.io/metadata.name": peer.namespace } } : undefined,
  };
}

/** All pods are an empty block: the provider reads no empty map back. */
function selectorOf(labels: Labels) {
  return Object.keys(labels).length > 0 ? { matchLabels: { ...labels } } : {};
}

function renderPort({ port, protocol = "TCP" }: NetworkPolicyPort) {
  return { port: `${port}`, protocol };
}
