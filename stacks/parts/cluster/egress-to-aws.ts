import type { NetworkPolicyRule } from "@modules/kubernetes/network/network-policy";

/**
 * Agent on every EKS node that issues the credentials of a pod's role.
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-id-agent-setup.html
 */
export const POD_IDENTITY_AGENT: NetworkPolicyRule = { peers: [{ cidr: "169.254.170.23/32" }], ports: [{ port: 80 }] };

/**
 * Egress of pods with a role in AWS: the credential agent on their node, and HTTPS
 * to the services of AWS, whose address ranges change too often to be listed.
 */
export const TO_AWS: readonly NetworkPolicyRule[] = [
  POD_IDENTITY_AGENT,
  { peers: [{ cidr: "0.0.0.0/0", except: ["169.254.0.0/16"] }], ports: [{ port: 443 }] },
];
