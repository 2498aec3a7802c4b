/** What must hold between the fields of an environment of Phoenix Rooivalk. */
import { isCidr, overlapping } from "@modules/core/cidr";
import { recoveryFaults, replicaFaults } from "../schema/recovery";
import { type Fault, type Given, mustBe, withRules } from "../schema/rules";
import { fields, type PhoenixRooivalkEnvironment } from "./schema";

type Environment = NonNullable<Given<PhoenixRooivalkEnvironment>>;

export const phoenixRooivalkSchema = withRules(fields, faults);

function faults(environment: Environment): Fault[] {
  const { name, database } = environment;
  return [
    ...(name === "production" ? mustBe(true, database?.multiAz, "database", "multiAz") : []),
    ...managementFaults(environment),
    ...zoneFaults(environment),
    ...replicaFaults(environment),
    ...recoveryFaults(environment),
    ...poolFaults(environment),
  ];
}

/** A peering routes by address. */
function managementFaults({ network, management, secondaryRegions = {} }: Environment): Fault[] {
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
    .filter(([, other]) => isCidr(cidr) && isCidr(other) && overlapping([cidr, other], (block) => block).length > 0)
    .map(([where, other]) => ({
      path: ["management", "network", "cidr"],
      message: `must not overlap ${where} (${other})`,
      input: cidr,
    }));
}

/** Two replicas in one zone are lost together. */
function zoneFaults({ account, network, database, secondaryRegions = {} }: Environment): Fault[] {
  const replicas = Array.isArray(database?.replicas) ? database.replicas : [];
  return replicas.flatMap((replica, index): Fault[] => {
    const { region = "", zone } = replica ?? {};
    if (zone === undefined) {
      return [];
    }
    const path = ["database", "replicas", String(index), "zone"];
    const zones = (region === account?.region ? network : secondaryRegions[region]?.network)?.zones ?? [];
    const twin = replicas.findIndex((other) => other?.zone === zone);
    return [
      ...(zones.includes(zone)
        ? []
        : [{ path, message: `must be a zone of the network there (${zones.join(", ")})`, input: zone }]),
      ...(twin < index ? [{ path, message: "must be another than the other replicas'", input: zone }] : []),
    ];
  });
}

/** Pools may not take all connections of the database, while they are replaced least of all: others work on it, too. */
function poolFaults({ database, workloads }: Environment): Fault[] {
  const { replicas = 0, poolSize = 0 } = workloads?.pooler ?? {};
  const needed = (replicas + 1) * poolSize;
  const most = database?.maxConnections ?? Number.POSITIVE_INFINITY;
  const message = `must leave room in database.maxConnections (${most}) for one replica more, ${needed} in all`;
  return needed >= most ? [{ path: ["workloads", "pooler", "poolSize"], message, input: poolSize }] : [];
}
