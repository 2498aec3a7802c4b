/** Checks that the network policies of pods let out the calls that the pods' identities may make. */
import { type RoleAccess, rolesOf } from "../access/roles";
import type { Block } from "../model/blocks";
import { clusterBlock } from "../model/pods/clusters";
import { objectName, type Workload, workloadsOf } from "../model/pods/objects";
import { isOpen, isSelected, type PolicyRule } from "../model/pods/policies";
import { policyOf } from "../model/pods/policy-objects";
import { type ResourceGraph, resourceGraph } from "../model/resources";
import { list, nested } from "../model/values";
import type { PreparedStack } from "../prepare";

/** A server that is no pod. */
const ADDRESS = { family: 4, number: 0n } as const;

/** Permissions to log in to a database or a cache: a token is signed on the spot, and no API of AWS is called. */
const LOGINS = new Set(["rds-db:connect", "elasticache:Connect"]);

/**
 * Checks the pods whose service account is associated with a role that allows calls of AWS APIs. Where network policies
 * limit what leaves such a pod, one of them must let HTTPS out to addresses: those of the internet, or of the VPC, in
 * which interface endpoints are. https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export function podEgressFaults(stacks: readonly PreparedStack[]): string[] {
  const graph = resourceGraph(stacks);
  const roles = new Map(rolesOf(stacks).map((role) => [role.block, role]));
  return graph.of("aws_eks_pod_identity_association").flatMap((association) => {
    const role = roles.get(graph.targets(association, "role_arn")[0]!);
    const call = role && callOf(role);
    return call ? podsOf(graph, association).flatMap((workload) => egressFaults(graph, workload, call)) : [];
  });
}

/** The first call of an API that a role allows. */
function callOf({ policies, awsPolicies }: RoleAccess): string | undefined {
  const allowed = policies
    .flatMap(({ Statement }) => list(Statement))
    .filter(({ Effect }) => Effect === "Allow")
    .flatMap(({ Action }) => list(Action).map(String));
  return allowed.find((action) => !LOGINS.has(action)) ?? awsPolicies[0];
}

/** Workloads in the association's cluster that run under its service account. */
function podsOf(graph: ResourceGraph, association: Block): Workload[] {
  const { namespace, service_account: account } = association.attributes;
  const [cluster] = graph.targets(association, "cluster_name");
  return workloadsOf(graph).filter(
    ({ block, pod, namespace: own }) =>
      cluster !== undefined &&
      clusterBlock(graph, block) === cluster &&
      own === namespace &&
      objectName(graph, block.stack, nested(pod.spec).service_account_name) === account,
  );
}

function egressFaults(graph: ResourceGraph, workload: Workload, call: string): string[] {
  const limits = graph
    .of("kubernetes_network_policy_v1")
    .filter(({ stack }) => stack === workload.block.stack)
    .map((block) => policyOf(graph, block))
    .filter((policy) => policy.egress && isSelected(policy, workload));
  return limits.length === 0 || limits.some(({ egress }) => egress!.some(letsHttpsOut))
    ? []
    : [
        `${workload.id}: must reach the APIs that its identity may call, such as ${call}, got network policies that allow no egress to addresses on TCP 443; allow it to the VPC, with an endpoint of the service, or remove the permission`,
      ];
}

function letsHttpsOut({ ports, peers }: PolicyRule): boolean {
  return (
    isOpen(ports, ADDRESS, { protocol: "TCP", port: 443 }) &&
    (peers.length === 0 || peers.some((peer) => "range" in peer))
  );
}
