/** Statements about who reaches what. */
import { glob } from "../glob";
import { type AwsHost, type AwsNetwork, awsNetwork, isNear, placeOf, portsOf } from "../model/paths/aws/network";
import { googleConnect } from "../model/paths/google/connection";
import { type GoogleHost, googleNetwork, googlePortsOf, isNearInGoogle } from "../model/paths/google/network";
import { GOOGLE_CIDRS } from "../model/paths/google/traffic";
import { connect } from "../model/paths/network";
import { complement, rangeOf, WORLD_RANGES } from "../model/paths/ranges";
import type { External, Traffic, Verdict } from "../model/paths/traffic";
import { resourceGraph } from "../model/resources";
import type { PreparedStack } from "../prepare";
import type { Check, CheckScope } from "./check";

/** Names hosts as `<stack id> <address>`, such as `shop-*-data aws_db_instance.*`; a `*` stands for any characters. */
type Hosts = string;

/**
 * A statement about connections inside VPCs and from outside, which fails with a connection as its witness. The
 * internet is no way between two hosts: a program that calls a public load balancer is a client like all others.
 */
export interface PathStatement {
  /** The statement, such as "only the API reaches the database". */
  readonly says: string;
  /** Hosts that are connected to. */
  readonly reach: Hosts;
  /** TCP port that clients connect to. @default those of stores' engines, of load balancers' listeners, and else those of the rules that admit to the host */
  readonly port?: number;
  /** Hosts in the VPC, or networks. Each name has one at least, and each host connects. @default no statement */
  readonly all?: readonly Hosts[];
  /** Hosts or networks besides which nothing connects. @default no statement */
  readonly only?: readonly Hosts[];
  /** Hosts or networks of which none connects. @default no statement */
  readonly none?: readonly Hosts[];
}

/** Address ranges outside of the app, and ids of prefix lists of AWS, by the name that statements use. */
export type Networks = Readonly<Record<string, readonly string[]>>;

export interface PathOptions {
  readonly statements: readonly PathStatement[];
  /** Networks besides `world`, which is every public address outside of them. @default none */
  readonly networks?: Networks;
}

export type Client = AwsHost | External;

/** The hosts of one cloud, and the connections between them. A way from cloud to cloud leads through the internet. */
interface Cloud<H extends AwsHost | GoogleHost> {
  readonly hosts: readonly H[];
  readonly externals: readonly External[];
  readonly isNear: (one: H, other: H) => boolean;
  readonly connect: (client: H | External, server: H, traffic: Traffic) => Verdict;
  readonly portsOn: (host: H) => readonly number[];
}

/** A check of statements. A statement about hosts that none of its stacks has is a fault, unless the stacks are partial. */
export function pathStatements(
  { statements, networks = {} }: PathOptions,
  { partial = false }: CheckScope = {},
): Check {
  return (stacks) => {
    const aws = awsCloud(stacks, networks);
    const google = googleCloud(stacks, networks);
    return statements.flatMap((statement) => {
      const named = [aws.hosts, google.hosts].flat().some(matching([statement.reach]));
      return !named && !partial && isOfStacks(stacks, statement.reach)
        ? [`paths: reach must name a host, got ${statement.reach}; correct "${statement.says}"`]
        : [...faultsIn(aws, statement), ...faultsIn(google, statement)];
    });
  };
}

function awsCloud(stacks: readonly PreparedStack[], networks: Networks): Cloud<AwsHost> {
  const network = awsNetwork(stacks);
  return {
    hosts: network.hosts,
    externals: externalsOf(network, networks),
    isNear: (one, other) => isNear(network, one, other),
    connect,
    portsOn: (host) => portsOn(stacks, host),
  };
}

/** Google's own networks are none of the world's, and prefix lists of AWS stand for no network that a firewall names. */
function googleCloud(stacks: readonly PreparedStack[], networks: Networks): Cloud<GoogleHost> {
  const { hosts } = googleNetwork(stacks);
  return {
    hosts,
    externals: externalsOf(awsNetwork(stacks), { ...networks, ...GOOGLE_CIDRS }),
    isNear: isNearInGoogle,
    connect: googleConnect,
    portsOn: (host) => {
      const known = googlePortsOf(host);
      return known.length > 0 ? known : [443];
    },
  };
}

function faultsIn<H extends AwsHost | GoogleHost>(cloud: Cloud<H>, statement: PathStatement): string[] {
  return cloud.hosts.filter(matching([statement.reach])).flatMap((server) => statementFaults(cloud, statement, server));
}

function statementFaults<H extends AwsHost | GoogleHost>(
  { hosts, externals, isNear: near, connect: connectTo, portsOn: portsFor }: Cloud<H>,
  { says, port, all, only, none }: PathStatement,
  server: H,
): string[] {
  const ports = port === undefined ? portsFor(server) : [port];
  const clients = [...externals, ...hosts.filter((host) => host !== server && near(host, server))];
  const to = (client: H | External, one: number) => connectTo(client, server, { protocol: "tcp", port: one });
  const reached = (found: readonly (H | External)[]) =>
    found.flatMap((client) =>
      ports.flatMap((one) => {
        const { witness } = to(client, one);
        return witness
          ? [
              `${server.id}: must obey "${says}", got a path from ${client.id}: ${witness}; close it or correct the statement`,
            ]
          : [];
      }),
    );
  const wanted = all ? clients.filter(matching(all)) : [];
  const absent = all?.filter((name) => !clients.some(matching([name]))) ?? [];
  return [
    ...(absent.length > 0
      ? [
          `${server.id}: must obey "${says}", got no host of ${absent.join(", ")} in its VPC or a peered one; connect their VPCs or correct the statement`,
        ]
      : []),
    ...wanted.flatMap((client) =>
      ports.flatMap((one) => {
        const { always, obstacle } = to(client, one);
        return always
          ? []
          : [`${server.id}: must obey "${says}", got an obstacle for ${client.id}: ${obstacle}; allow it there`];
      }),
    ),
    ...(only ? reached(clients.filter((client) => !matching(only)(client))) : []),
    ...(none ? reached(clients.filter(matching(none))) : []),
  ];
}

/** Ports that clients connect to, or else those that the rules of the host begin with. */
function portsOn(stacks: readonly PreparedStack[], { block, groups = [] }: AwsHost): readonly number[] {
  const known = portsOf(resourceGraph(stacks), block);
  const rules = groups.flatMap(({ ingress }) => ingress).filter(({ protocol }) => protocol === "tcp");
  return known.length > 0 ? known : [...new Set([443, ...rules.map(({ ports: [first] }) => first)])];
}

/** Whether a client is one of the named hosts or networks. */
function matching(names: readonly Hosts[]): (client: AwsHost | GoogleHost | External) => boolean {
  const globs = names.map(glob);
  return (client) => {
    const name = "block" in client ? placeOf(client.block) : client.id;
    return globs.some((one) => one.test(name));
  };
}

function isOfStacks(stacks: readonly PreparedStack[], hosts: Hosts): boolean {
  const stack = glob(hosts.split(" ", 1)[0]!);
  return stacks.some(({ id }) => stack.test(id));
}

/** The networks, and the world without them. */
export function externalsOf({ listRange }: AwsNetwork, networks: Networks): External[] {
  const named = Object.entries(networks).map(([id, entries]) => ({
    id,
    ranges: entries.map((entry) => rangeOf(entry) ?? listRange(entry)),
  }));
  const world = WORLD_RANGES.flatMap((range) =>
    complement(
      range,
      named.flatMap(({ ranges }) => ranges),
    ),
  );
  return [...named, { id: "world", ranges: world }];
}
