/** Rules between the fields of an environment of Phoenix Rooivalk. */
import { isCidr, overlap } from "@modules/core/cidr";
import { type Fault, type Given, listOf, productionFaults } from "../schema/faults";
import { databaseReplicaFaults, recoveryFaults } from "../schema/recovery";
import { availabilityZoneFaults } from "../schema/regions";
import { withRules } from "../schema/rules";
import { fields, type PhoenixRooivalkEnvironment } from "./schema";

type Environment = NonNullable<Given<PhoenixRooivalkEnvironment>>;

export const phoenixRooivalkSchema = withRules(fields, {
  faults: (environment) => [
    ...productionFaults(environment.name, true, environment.database?.multiAz, "database", "multiAz"),
    ...peeringFaults(environment),
    ...connectionPoolFaults(environment),
  ],
  regionalFaults: (environment) => [
    ...availabilityZoneFaults(environment.account?.region, ["management", "network"], environment.management?.network),
    ...databaseReplicaFaults(environment),
    ...replicaPlacementFaults(environment),
    ...recoveryFaults(environment),
  ],
});

/** Peered VPCs route by address, so their blocks must not overlap. */
function peeringFaults({ network, management, secondaryRegions = {} }: Environment): Fault[] {
  const cidr = management?.network?.cidr;
  const others = {
    "network.cidr": network?.cidr,
    ...Object.fromEntries(
      Object.entries(secondaryRegions).map(([region, secondary]) => [
        `secondaryRegions.${region}.network.cidr`,
        secondary?.network?.cidr,
      ]),
    ),
  };
  return Object.entries(others)
    .filter(([, other]) => isCidr(cidr) && isCidr(other) && overlap(cidr, other))
    .map(([where, other]) => ({
      path: ["management", "network", "cidr"],
      message: `must not overlap ${where} (${other})`,
      input: cidr,
    }));
}

/**
 * Replicas must be in availability zones of their region's network, each in a different zone, so that one failure stops
 * only one replica.
 */
function replicaPlacementFaults({ account, network, database, secondaryRegions = {} }: Environment): Fault[] {
  const replicas = listOf(database?.replicas);
  return replicas.flatMap((replica, index): Fault[] => {
    const { region = "", availabilityZone: zone } = replica ?? {};
    const known = (region === account?.region ? network : secondaryRegions[region]?.network)?.availabilityZones;
    if (zone === undefined || known === undefined) {
      return [];
    }
    const path = ["database", "replicas", String(index), "availabilityZone"];
    const first = replicas.findIndex((other) => other?.availabilityZone === zone);
    return [
      ...(known.includes(zone)
        ? []
        : [{ path, message: `must be one of the network's availability zones (${known.join(", ")})`, input: zone }]),
      ...(first < index
        ? [{ path, message: `must differ from the availability zone of replica ${replicas[first]?.name}`, input: zone }]
        : []),
    ];
  });
}

/**
 * The database must accept the connections of one additional replica during a rolling update, and some for operators.
 */
function connectionPoolFaults({ database, workloads }: Environment): Fault[] {
  const { replicas = 0, poolSize = 0 } = workloads?.pooler ?? {};
  const needed = (replicas + 1) * poolSize;
  const most = database?.maxConnections ?? Number.POSITIVE_INFINITY;
  const message = `must leave room in database.maxConnections (${most}) for one replica more, ${needed} in all`;
  return needed >= most ? [{ path: ["workloads", "pooler", "poolSize"], message, input: poolSize }] : [];
}
