/** The paths from the world to hosts and stores in the networks, as synthesis computes them. */
import { type Client, externalsOf } from "@modules/checks/checks/path-statements";
import type { Block } from "@modules/checks/model/blocks";
import { type AwsHost, type AwsNetwork, awsNetwork, isNear, portsOf } from "@modules/checks/model/paths/aws/network";
import { connect } from "@modules/checks/model/paths/network";
import { targetsOf } from "@modules/checks/model/paths/targets";
import type { External, Group } from "@modules/checks/model/paths/traffic";
import { type ResourceGraph, resourceGraph } from "@modules/checks/model/resources";
import { isKnownText, list, nested } from "@modules/checks/model/values";
import { appPaths } from "../../app/paths";
import { platforms } from "../../stacks/platforms";
import type { Reach, ReachEdge, ReachNode } from "./model/networks";
import { type PublicName, publicNames, type Resolve, resolver } from "./public-names";
import type { Registry } from "./registry";

const STORES =
  /^aws_(db_instance|rds_cluster|elasticache_\w+|efs_mount_target|redshift_cluster|opensearch_domain|s3_bucket)$/;

/** Ports on which the edges of Cloudflare and CloudFront ask their origins. */
const WEB_PORTS = [443, 8443, 80];

export function reach(registry: Registry): Reach {
  return new ReachMap(registry).made();
}

class ReachMap {
  private readonly nodes: ReachNode[] = [{ kind: "world", label: "the world" }];
  private readonly indexes = new Map<unknown, number>([["world", 0]]);
  private readonly edges = new Map<string, ReachEdge>();
  private readonly graph: ResourceGraph;
  private readonly network: AwsNetwork;
  private readonly byBlock: ReadonlyMap<Block, AwsHost>;
  private readonly externals: ReadonlyMap<string, External>;
  private readonly resolve: Resolve;
  private readonly names: readonly PublicName[];

  private readonly registry: Registry;

  constructor(registry: Registry) {
    this.registry = registry;
    this.graph = resourceGraph(registry.stacks);
    this.network = awsNetwork(registry.stacks);
    this.byBlock = new Map(this.network.hosts.map((host) => [host.block, host]));
    const { networks = {} } = appPaths(platforms);
    this.externals = new Map(externalsOf(this.network, networks).map((one) => [one.id, one]));
    this.names = publicNames(this.graph);
    this.resolve = resolver(this.graph, this.names);
  }

  made(): Reach {
    this.addNames();
    this.addDistributions();
    this.addOpenHosts();
    this.addGoogleBackends();
    for (const { balancer, target, ports, path } of targetsOf(this.graph, this.network.hosts)) {
      this.add(this.block(balancer.block), this.block(target.block), `tcp ${ports[0]}, target group ${path}`);
    }
    this.addAdmitted();
    this.addStores();
    return { nodes: this.nodes, edges: [...this.edges.values()] };
  }

  private addNames(): void {
    for (const { host, record, isProxied, values } of this.names) {
      for (const target of values.flatMap((value) => this.resolve(record, value))) {
        const direct = target.type === "aws_lb" ? this.witness(isProxied ? "cloudflare" : "world", target) : "";
        if (direct === undefined) {
          continue;
        }
        const name = this.node(host, { kind: "name", label: host, resource: this.registry.resource(record) });
        this.add(0, name, "DNS");
        if (isProxied) {
          const edge = this.node(`proxy ${host}`, {
            kind: "edge",
            label: `Cloudflare for ${host}`,
            resource: this.registry.resource(record),
          });
          this.add(name, edge, "proxied record");
          this.add(edge, this.block(target), direct || "origin");
        } else {
          this.add(name, this.block(target), direct || `record ${record.address}`);
        }
      }
    }
  }

  /** An alias whose zone is outside of the app has no record here, and leads to its distribution all the same. */
  private addDistributions(): void {
    const known = new Set(this.names.map(({ host }) => host));
    for (const block of this.graph.of("aws_cloudfront_distribution")) {
      const node = this.block(block);
      for (const alias of list(block.attributes.aliases)
        .filter(isKnownText)
        .filter((one) => !known.has(one))) {
        const name = this.node(alias, { kind: "name", label: alias, resource: this.registry.resource(block) });
        this.add(0, name, "DNS");
        this.add(name, node, "alias of the distribution");
      }
      for (const origin of list(block.attributes.origin)) {
        const port = nested(origin.custom_origin_config).https_port;
        for (const target of this.resolve(block, origin.domain_name)) {
          const found = target.type === "aws_lb" ? this.witness("cloudfront", target, port) : "origin access control";
          if (found !== undefined) {
            this.add(node, this.block(target), `origin ${origin.origin_id}: ${found}`);
          }
        }
      }
    }
  }

  /** Hosts that the internet can address and that admit it, whether or not a name leads to them. */
  private addOpenHosts(): void {
    for (const { block, isPublic } of this.network.hosts) {
      const found = isPublic ? this.witness("world", block) : undefined;
      if (found && !this.indexes.has(block)) {
        this.add(0, this.block(block), found);
      }
    }
  }

  /** Addresses of Google's load balancers, with the groups of instances behind them. */
  private addGoogleBackends(): void {
    for (const rule of this.graph.of("google_compute_global_forwarding_rule")) {
      const through = (blocks: readonly Block[], path: string) =>
        blocks.flatMap((block) => this.graph.targets(block, path));
      const services = through(through(through([rule], "target"), "url_map"), "default_service");
      for (const address of this.graph.targets(rule, "ip_address")) {
        this.add(this.block(address), this.block(rule), `tcp ${rule.attributes.port_range}`);
      }
      for (const service of services) {
        for (const group of this.graph.targets(service, "backend.group")) {
          this.add(this.block(rule), this.block(group), `backend service ${service.attributes.name}`);
        }
      }
    }
  }

  /** Hosts that a rule admits by their group. */
  private addAdmitted(): void {
    const members = new Map<Group, AwsHost[]>();
    for (const host of this.network.hosts) {
      for (const group of host.groups ?? []) {
        members.set(group, [...(members.get(group) ?? []), host]);
      }
    }
    for (const [group, servers] of members) {
      for (const { peer, protocol, ports } of group.ingress) {
        if ("family" in peer || protocol === "icmp" || protocol === "other") {
          continue;
        }
        const port = protocol === "any" ? 443 : ports[0];
        for (const client of members.get(peer) ?? []) {
          for (const server of servers.filter((one) => one !== client && isNear(this.network, client, one))) {
            this.connected(client, server, protocol === "any" ? "tcp" : protocol, port);
          }
        }
      }
    }
  }

  /** Connects every host near a store whose packets arrive at the store's port. */
  private addStores(): void {
    for (const store of this.network.hosts.filter(({ block }) => STORES.test(block.type))) {
      const near = this.network.hosts.filter((host) => host !== store && isNear(this.network, host, store));
      for (const port of portsOf(this.graph, store.block)) {
        for (const client of near.filter(({ block }) => !STORES.test(block.type))) {
          this.connected(client, store, "tcp", port);
        }
      }
    }
  }

  private connected(client: AwsHost, server: AwsHost, protocol: "tcp" | "udp", port: number): void {
    if (this.edges.has(`${this.indexes.get(client.block)} ${this.indexes.get(server.block)}`)) {
      return;
    }
    const { witness } = connect(client, server, { protocol, port });
    if (witness) {
      this.add(this.block(client.block), this.block(server.block), withoutAddresses(witness));
    }
  }

  /** A connection of a network outside to a host; undefined if none gets through. */
  private witness(from: string, block: Block, port?: number): string | undefined {
    const host = this.byBlock.get(block);
    const client: Client | undefined = this.externals.get(from);
    const known = portsOf(this.graph, block);
    const ports = port ? [Number(port)] : known.length > 0 ? known : WEB_PORTS;
    const found =
      host && client
        ? ports.map((one) => connect(client, host, { protocol: "tcp", port: one }).witness).find(Boolean)
        : undefined;
    return found && withoutAddresses(found);
  }

  private block(block: Block): number {
    const kind = STORES.test(block.type)
      ? "store"
      : block.type === "aws_lb" || block.type.endsWith("forwarding_rule")
        ? "balancer"
        : block.type === "aws_cloudfront_distribution"
          ? "edge"
          : "host";
    return this.node(block, { kind, label: block.address, resource: this.registry.resource(block) });
  }

  private node(key: unknown, node: ReachNode): number {
    const index = this.indexes.get(key) ?? this.nodes.push(node) - 1;
    this.indexes.set(key, index);
    return index;
  }

  private add(from: number, to: number, how: string): void {
    const key = `${from} ${to}`;
    if (!this.edges.has(key)) {
      this.edges.set(key, { from, to, how });
    }
  }
}

/** A witness without its addresses: they are examples, and those of prefix lists are invented. */
function withoutAddresses(witness: string): string {
  return witness.replace(/ from \S+ to [^\s,]+/, "");
}
