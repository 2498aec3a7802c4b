import type { Rule } from "@modules/kubernetes/network/network-policy";

/**
 * What pods with a role in AWS may reach: the agent on their node that hands them
 * credentials, and the services themselves, whose addresses nobody can list.
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-id-agent-setup.html
 */
export const TO_AWS: readonly Rule[] = [
  { peers: [{ cidr: "169.254.170.23/32" }], ports: [{ port: 80 }] },
  { peers: [{ cidr: "0.0.0.0/0", except: ["169.254.0.0/16"] }], ports: [{ port: 443 }] },
];
