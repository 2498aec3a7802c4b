/** Rules between the fields of an environment of FreeAgentics. */
import { reservedAddressProblem } from "@modules/aws/tables/reserved-addresses";
import { contains, isCidr, overlap } from "@modules/core/cidr";
import { type Fault, type Given, productionFaults } from "../schema/faults";
import { databaseReplicaFaults, recoveryFaults } from "../schema/recovery";
import { withRules } from "../schema/rules";
import { type FreeagenticsEnvironment, fields } from "./schema";

type Environment = NonNullable<Given<FreeagenticsEnvironment>>;

export const freeagenticsSchema = withRules(fields, {
  faults: (environment) => [
    ...productionFaults(environment.name, true, environment.database?.multiAz, "database", "multiAz"),
    ...bastionFaults(environment),
    ...addressFaults(environment),
    ...samlFaults(environment),
    ...vpnFaults(environment),
    ...sizeFaults(environment),
  ],
  regionalFaults: (environment) => [...databaseReplicaFaults(environment), ...recoveryFaults(environment)],
});

function bastionFaults({ access, network }: Environment): Fault[] {
  const address = access?.bastionIp;
  const [first] = Object.values(network?.subnets?.public?.cidrs ?? {});
  const path = ["access", "bastionIp"];
  if (!isCidr(`${address}/32`) || !isCidr(first)) {
    return [];
  }
  const message = contains(first, `${address}/32`)
    ? reservedAddressProblem(first, `${address}`)
    : `must lie in the first public subnet, ${first}; take an address of it`;
  return message ? [{ path, message, input: address }] : [];
}

/** Servers with fixed addresses must be in private subnets, and their addresses must differ. */
function addressFaults({ access, network, monitoring, proxies }: Environment): Fault[] {
  const addresses: [string[], string | undefined][] = [
    [["monitoring", "primary", "privateIp"], monitoring?.primary?.privateIp],
    [["monitoring", "secondary", "privateIp"], monitoring?.secondary?.privateIp],
    ...addressesOf("apiServers", proxies?.apiServers),
    ...addressesOf("webServers", proxies?.webServers),
  ];
  const cidrs = Object.values(network?.subnets?.private?.cidrs ?? {}).filter((one) => isCidr(one));
  const seen = new Set([access?.bastionIp]);
  return addresses.flatMap(([path, input]) => {
    if (!isCidr(`${input}/32`) || cidrs.length === 0) {
      return [];
    }
    const subnet = cidrs.find((one) => contains(`${one}`, `${input}/32`));
    const twice = seen.has(input) ? "must be of one server only" : undefined;
    seen.add(input);
    const message = subnet
      ? (reservedAddressProblem(`${subnet}`, `${input}`) ?? twice)
      : `must lie in a private subnet, ${cidrs.join(" or ")}`;
    return message ? [{ path, message, input }] : [];
  });
}

function addressesOf(field: string, list: readonly (string | undefined)[] = []): [string[], string | undefined][] {
  return list.map((address, index) => [["proxies", field, String(index)], address]);
}

/** The identity provider must be in this account, because others cannot authenticate users here. */
function samlFaults({ access, account }: Environment): Fault[] {
  const arn = access?.vpn?.samlProviderArn;
  const path = ["access", "vpn", "samlProviderArn"];
  return arn === undefined || account?.id === undefined || arn.split(":")[4] === account.id
    ? []
    : [{ path, message: `must be a provider of account ${account.id}; create one there`, input: arn }];
}

/** Clients of the VPN connect to every VPC, so their addresses must be outside all of them. */
function vpnFaults({ access, network, secondaryRegions = {} }: Environment): Fault[] {
  const cidr = access?.vpn?.clientCidr;
  const networks = [network, ...Object.values(secondaryRegions).map((secondary) => secondary?.network)];
  const taken = networks.map((one) => one?.cidr).find((vpc) => isCidr(cidr) && isCidr(vpc) && overlap(cidr, vpc));
  const path = ["access", "vpn", "clientCidr"];
  return taken ? [{ path, message: `must not overlap the VPC's ${taken}`, input: cidr }] : [];
}

function sizeFaults({ compute, cache, database }: Environment): Fault[] {
  const { max } = compute ?? {};
  const { shards = 0, replicasPerShard = 0, scaling } = cache ?? {};
  const { allocatedGibibytes = 0, maxAllocatedGibibytes = Number.POSITIVE_INFINITY } = database ?? {};
  // RDS refuses a limit of storage autoscaling that is less than 10% above the storage.
  const leastStorage = Math.ceil((allocatedGibibytes * 11) / 10);
  const atLeast = (least: number, input: number | undefined, ...path: string[]): Fault[] =>
    input === undefined || !(input < least) ? [] : [{ path, message: `must be at least ${least}`, input }];
  const atMost = (most: number | undefined, input: number | undefined, ...path: string[]): Fault[] =>
    most === undefined || input === undefined || input <= most
      ? []
      : [{ path, message: `must be at most max (${most})`, input }];
  return [
    ...Object.entries(compute?.schedules ?? {}).flatMap(([name, schedule]) =>
      atMost(max, schedule?.min, "compute", "schedules", name, "min"),
    ),
    ...atLeast(shards, scaling?.maxShards, "cache", "scaling", "maxShards"),
    ...atLeast(replicasPerShard, scaling?.maxReplicasPerShard, "cache", "scaling", "maxReplicasPerShard"),
    ...atLeast(leastStorage, maxAllocatedGibibytes, "database", "maxAllocatedGibibytes"),
  ];
}
