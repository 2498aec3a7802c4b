/** Checks that the network policies of pods let out the calls that the pods' identities may make. */
import { type RoleAccess, rolesOf } from "../access/roles";
import type { Json } from "../json";
import type { Block } from "../model/blocks";
import { type ResourceGraph, resourceGraph } from "../model/resources";
import { list, nested } from "../model/values";
import type { PreparedStack } from "../prepare";

const WORKLOADS = [
  "kubernetes_cron_job_v1",
  "kubernetes_daemon_set_v1",
  "kubernetes_deployment_v1",
  "kubernetes_job_v1",
  "kubernetes_stateful_set_v1",
];

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
function podsOf(graph: ResourceGraph, association: Block): Block[] {
  const { namespace, service_account: account } = association.attributes;
  const [cluster] = graph.targets(association, "cluster_name");
  return graph.of(...WORKLOADS).filter((workload) => {
    const { stack, attributes } = workload;
    return (
      cluster !== undefined &&
      graph.target(stack, stack.json.provider?.kubernetes?.[0]?.host) === cluster &&
      nameOf(graph, stack, nested(attributes.metadata).namespace) === namespace &&
      nameOf(graph, stack, nested(podOf(workload).spec).service_account_name) === account
    );
  });
}

function podOf({ attributes }: Block): Json {
  const spec = nested(attributes.spec);
  const job = nested(nested(spec.job_template).spec);
  return nested(spec.template ?? job.template);
}

/** A name that is written out, or that of the object which an expression names. */
function nameOf(graph: ResourceGraph, stack: PreparedStack, value: Json): Json {
  const target = graph.target(stack, value);
  return target ? nested(target.attributes.metadata).name : value;
}

function egressFaults(graph: ResourceGraph, workload: Block, call: string): string[] {
  const { stack, path, attributes } = workload;
  const namespace = nameOf(graph, stack, nested(attributes.metadata).namespace);
  const labels = nested(podOf(workload).metadata).labels ?? {};
  const limits = graph
    .of("kubernetes_network_policy_v1")
    .filter((policy) => policy.stack === stack)
    .filter((policy) => nameOf(graph, stack, nested(policy.attributes.metadata).namespace) === namespace)
    .map(({ attributes: { spec } }) => nested(spec))
    .filter(({ policy_types: types }) => list(types).includes("Egress"))
    .filter(({ pod_selector: selector }) => selects(nested(selector), labels));
  return limits.length === 0 || limits.some(({ egress }) => list(egress).some(letsHttpsOut))
    ? []
    : [
        `${path}: must reach the APIs that its identity may call, such as ${call}, got network policies that let no TCP 443 out to addresses; allow it to the VPC, with an endpoint of the service, or take the permission away`,
      ];
}

/** Expressions over labels are taken to select the pods. */
function selects({ match_labels: wanted = {} }: Json, labels: Json): boolean {
  return Object.entries(wanted).every(([key, value]) => labels[key] === value);
}

function letsHttpsOut({ ports, to }: Json): boolean {
  const opens = ({ port, end_port: end = port, protocol = "TCP" }: Json) =>
    protocol === "TCP" && (port === undefined || (Number(port) <= 443 && 443 <= Number(end)));
  const peers = list(to);
  return (
    (list(ports).length === 0 || list(ports).some(opens)) &&
    (peers.length === 0 || peers.some((peer) => peer.ip_block !== undefined))
  );
}
