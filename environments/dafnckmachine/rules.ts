/** What must hold between the fields of an environment of DafnckMachine. */
import { type Fault, type Given, mustBe } from "../rules";
import type { DafnckmachineEnvironment } from "./environment";

type Environment = NonNullable<Given<DafnckmachineEnvironment>>;

export function faults(environment: Environment): Fault[] {
  return [...productionFaults(environment), ...regionFaults(environment), ...recoveryFaults(environment)];
}

function productionFaults({ name, database, recovery, secondaryRegions }: Environment): Fault[] {
  if (name !== "production") {
    return [];
  }
  const region = recovery?.region ?? "";
  const standby = secondaryRegions?.[region]?.network;
  return [
    ...mustBe(true, database?.multiAz, "database", "multiAz"),
    ...(standby ? mustBe("per-zone", standby.natGateways, "secondaryRegions", region, "network", "natGateways") : []),
  ];
}

/** Replicas and copies need a network and keys where they are. */
function regionFaults({ account, database, storage, secondaryRegions = {} }: Environment): Fault[] {
  const secondary = Object.keys(secondaryRegions);
  const known = `one of secondaryRegions (${secondary.join(", ") || "none"})`;
  const replicas = Array.isArray(database?.replicas) ? database.replicas : [];
  const found = replicas.flatMap((replica, index): Fault[] => {
    const path = ["database", "replicas", String(index)];
    const twin = replicas.findIndex((other) => other?.name === replica?.name);
    const here = replica?.region === account?.region || secondary.includes(replica?.region ?? "");
    return [
      ...(twin < index
        ? [{ path: [...path, "name"], message: "must be unique among the replicas", input: replica?.name }]
        : []),
      ...(here
        ? []
        : [{ path: [...path, "region"], message: `must be the primary region or ${known}`, input: replica?.region }]),
    ];
  });
  const copyRegion = storage?.copyRegion;
  return copyRegion === undefined || secondary.includes(copyRegion)
    ? found
    : [...found, { path: ["storage", "copyRegion"], message: `must be ${known}`, input: copyRegion }];
}

/** What runs there needs a way in, a way out and the data. */
function recoveryFaults({ recovery, database, secondaryRegions = {} }: Environment): Fault[] {
  const region = recovery?.region;
  if (region === undefined) {
    return [];
  }
  const fault = (message: string): Fault => ({ path: ["recovery", "region"], message, input: region });
  const secondary = secondaryRegions[region];
  if (!secondary) {
    return [fault(`must be one of secondaryRegions (${Object.keys(secondaryRegions).join(", ") || "none"})`)];
  }
  const subnets = secondary.network?.subnets ?? {};
  const replicas = Array.isArray(database?.replicas) ? database.replicas : [];
  return [
    ...(subnets.public?.tier === "public" && subnets.private?.tier === "private"
      ? []
      : [fault("must be a region whose network has a public and a private group of subnets")]),
    ...(replicas.some((replica) => replica?.region === region)
      ? []
      : [fault("must be a region with a replica of the database")]),
  ];
}
