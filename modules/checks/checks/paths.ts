/** Checks that the connections which stacks declare get through, and that load balancers reach no data. */
import { type AwsHost, type AwsNetwork, awsNetwork, isNear, portsOf } from "../model/paths/aws/network";
import { connect } from "../model/paths/network";
import { overlaps, rangeOf, WORLD_RANGES } from "../model/paths/ranges";
import { targetsOf } from "../model/paths/targets";
import type { External, Group, GroupRule, Traffic } from "../model/paths/traffic";
import { resourceGraph } from "../model/resources";
import { groupBy } from "../model/values";
import type { PreparedStack } from "../prepare";

/** Resources that hold data, by type. */
const STORES = /^aws_(db_instance|rds_cluster|elasticache_\w+|efs_mount_target|redshift_cluster|opensearch_domain)$/;

/** An address of the internet. */
const INTERNET: External = { id: "the internet", ranges: [rangeOf("198.51.100.0/24")!] };

/**
 * Checks the connections that stacks declare, each way through security groups, network ACLs, routes and peerings, and
 * the replies back:
 *
 * 1. A rule that admits a security group lets all hosts with it through.
 * 2. Network ACLs let through the private networks outside of the app's VPCs that a rule admits.
 * 3. A rule that allows connections to the world leads to the internet.
 * 4. A load balancer reaches its targets, on their port and on that of their health check.
 * 5. No load balancer connects to a data store. `reachabilityFaults` keeps the world from it.
 */
export function pathFaults(stacks: readonly PreparedStack[]): string[] {
  const network = awsNetwork(stacks);
  const members = membersOf(network.hosts);
  return [
    ...[...network.groups.values()].flatMap((group) => [
      ...group.ingress.flatMap((rule) => admissionFaults(network, members, group, rule)),
      ...group.egress.flatMap((rule) => wayOutFaults(members, group, rule)),
    ]),
    ...targetFaults(stacks, network),
    ...storeFaults(stacks, network),
  ];
}

type Members = ReadonlyMap<Group, readonly AwsHost[]>;

/** Hosts of each kind that stand for all of it: two, because one may connect to another of its kind. */
const ALIKE = 2;

function membersOf(hosts: readonly AwsHost[]): Members {
  const alike = [...groupBy(hosts, kindOf).values()].flatMap((same) => same.slice(0, ALIKE));
  const members = new Map<Group, AwsHost[]>();
  for (const host of alike) {
    for (const group of host.groups ?? []) {
      members.set(group, [...(members.get(group) ?? []), host]);
    }
  }
  return members;
}

/** Hosts of a kind are in the same subnets and groups, so that each answer for one of them is for all. */
function kindOf({ subnets, groups = [], isPublic, block }: AwsHost): string {
  const ids = (items: readonly { readonly id: string }[]) => items.map(({ id }) => id).sort();
  return JSON.stringify([block.type, isPublic, ids(subnets), ids(groups)]);
}

function admissionFaults(network: AwsNetwork, members: Members, group: Group, rule: GroupRule): string[] {
  const traffic = trafficOf(rule);
  if (!traffic) {
    return [];
  }
  const servers = members.get(group) ?? [];
  const clients = clientsOf(network, members, rule);
  for (const client of clients) {
    for (const server of servers) {
      if (client === server || ("block" in client && !isNear(network, client, server))) {
        continue;
      }
      const { always, obstacle } = connect(client, server, traffic);
      if (!always) {
        return [
          `${rule.path}: must let ${client.id} through to ${server.id}, got an obstacle: ${obstacle}; allow it there, or remove the rule`,
        ];
      }
    }
  }
  return [];
}

/** Hosts that a rule admits by their group, or the private network that it admits if no VPC of the app holds it. */
function clientsOf({ vpcRanges }: AwsNetwork, members: Members, { peer }: GroupRule): readonly (AwsHost | External)[] {
  if (!("family" in peer)) {
    return members.get(peer) ?? [];
  }
  const isOutside = !vpcRanges.some((vpc) => overlaps(vpc, peer));
  const isPublic = WORLD_RANGES.some((world) => overlaps(world, peer));
  return !isPublic && isOutside ? [{ id: "the network that it admits", ranges: [peer] }] : [];
}

/** A connection that the rule allows; undefined for a protocol that the model does not have. */
function trafficOf({ protocol, ports: [first] }: GroupRule): Traffic | undefined {
  if (protocol === "other") {
    return undefined;
  }
  return protocol === "any" ? { protocol: "tcp", port: 443 } : { protocol, port: first };
}

function wayOutFaults(members: Members, group: Group, rule: GroupRule): string[] {
  const traffic = trafficOf(rule);
  if (!traffic || !("family" in rule.peer) || rule.peer.family === 6 || rule.peer.last - rule.peer.first < 2n ** 31n) {
    return [];
  }
  for (const host of members.get(group) ?? []) {
    // The control plane of a cluster calls its nodes alone, and an internal load balancer its targets.
    if (!["aws_eks_cluster", "aws_lb"].includes(host.block.type)) {
      const { always, obstacle } = connect(host, INTERNET, traffic);
      if (!always) {
        return [
          `${rule.path}: must let ${host.id} connect to the internet, got an obstacle: ${obstacle}; allow it there, or narrow the rule to the VPC`,
        ];
      }
    }
  }
  return [];
}

function targetFaults(stacks: readonly PreparedStack[], network: AwsNetwork): string[] {
  return targetsOf(resourceGraph(stacks), network.hosts).flatMap(({ path, balancer, target, ports }) =>
    ports.flatMap((port) => {
      const { always, obstacle } = connect(balancer, target, { protocol: "tcp", port });
      return always
        ? []
        : [
            `${path}: must let ${balancer.id} through to ${target.id} on ${port}, got an obstacle: ${obstacle}; allow it there`,
          ];
    }),
  );
}

function storeFaults(stacks: readonly PreparedStack[], network: AwsNetwork): string[] {
  const graph = resourceGraph(stacks);
  const balancers = network.hosts.filter(({ block }) => block.type === "aws_lb");
  return network.hosts
    .filter(({ block }) => STORES.test(block.type))
    .flatMap((store) =>
      portsOf(graph, store.block).flatMap((port) =>
        balancers
          .filter((balancer) => isNear(network, balancer, store))
          .flatMap((balancer) => {
            const { witness } = connect(balancer, store, { protocol: "tcp", port });
            return witness
              ? [`${store.id}: must not be reached from ${balancer.id}, got ${witness}; admit the service that uses it`]
              : [];
          }),
      ),
    );
}
