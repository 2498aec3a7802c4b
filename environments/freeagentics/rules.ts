/** What must hold between the fields of an environment of FreeAgentics. */
import { contains, isCidr, overlapping } from "@modules/core/cidr";
import { recoveryFaults, replicaFaults } from "../schema/recovery";
import { type Fault, type Given, mustBe, withRules } from "../schema/rules";
import { type FreeagenticsEnvironment, fields } from "./schema";

type Environment = NonNullable<Given<FreeagenticsEnvironment>>;

export const freeagenticsSchema = withRules(fields, faults);

function faults(environment: Environment): Fault[] {
  const { name, database } = environment;
  return [
    ...(name === "production" ? mustBe(true, database?.multiAz, "database", "multiAz") : []),
    ...replicaFaults(environment),
    ...recoveryFaults(environment),
    ...accessFaults(environment),
    ...sizeFaults(environment),
  ];
}

/** The bastion has an address of its subnet; the VPN's clients have none of a VPC. */
function accessFaults({ access, network, secondaryRegions = {} }: Environment): Fault[] {
  const { bastionIp, vpn } = access ?? {};
  const [first] = Object.values(network?.subnets?.public?.cidrs ?? {});
  const outside = bastionIp && isCidr(`${bastionIp}/32`) && isCidr(first) && !contains(first, `${bastionIp}/32`);
  const networks = [network, ...Object.values(secondaryRegions).map((secondary) => secondary?.network)];
  const vpcs = networks.map((one) => one?.cidr).filter((one) => isCidr(one));
  const taken = isCidr(vpn?.clientCidr)
    ? vpcs.find((vpc) => overlapping([vpc, vpn.clientCidr as string], (one) => one).length > 0)
    : undefined;
  return [
    ...(outside
      ? [{ path: ["access", "bastionIp"], message: `must lie in the first public subnet, ${first}`, input: bastionIp }]
      : []),
    ...(taken
      ? [
          {
            path: ["access", "vpn", "clientCidr"],
            message: `must not overlap the VPC's ${taken}`,
            input: vpn?.clientCidr,
          },
        ]
      : []),
  ];
}

function sizeFaults({ compute, cache, database }: Environment): Fault[] {
  const { min = 0, desired = 0, max = 0 } = compute ?? {};
  const { shards = 0, replicasPerShard = 0, scaling } = cache ?? {};
  const { allocatedGibibytes = 0, maxAllocatedGibibytes = Number.POSITIVE_INFINITY } = database ?? {};
  const least = Math.ceil((allocatedGibibytes * 11) / 10);
  const atLeast = (least: number, input: number | undefined, ...path: string[]): Fault[] =>
    input === undefined || input >= least ? [] : [{ path, message: `must be at least ${least}`, input }];
  return [
    ...(desired < min || desired > max
      ? [{ path: ["compute", "desired"], message: `must be from min (${min}) to max (${max})`, input: desired }]
      : []),
    ...atLeast(shards, scaling?.maxShards, "cache", "scaling", "maxShards"),
    ...atLeast(replicasPerShard, scaling?.maxReplicasPerShard, "cache", "scaling", "maxReplicasPerShard"),
    ...atLeast(least, maxAllocatedGibibytes, "database", "maxAllocatedGibibytes"),
  ];
}
