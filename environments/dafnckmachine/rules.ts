/** What must hold between the fields of an environment. */
import { isCidr, overlapping } from "../cidr";
import type { DafnckmachineEnvironment } from "./environment";

export interface Fault {
  readonly path: string[];
  readonly message: string;
  readonly input: unknown;
}

/** What was given; a field that is wrong by itself may be missing or of another type. */
type Given<T> = T extends readonly (infer Item)[]
  ? readonly Given<Item>[] | undefined
  : T extends object
    ? { readonly [Key in keyof T]?: Given<T[Key]> } | undefined
    : T | undefined;

type Environment = NonNullable<Given<DafnckmachineEnvironment>>;

export function faults(environment: Environment): Fault[] {
  return [
    ...productionFaults(environment),
    ...regionFaults(environment),
    ...recoveryFaults(environment),
    ...networkFaults(environment),
  ];
}

function productionFaults(environment: Environment): Fault[] {
  const { name, deletionProtection, database, network, recovery, secondaryRegions } = environment;
  if (name !== "production") {
    return [];
  }
  const must = [
    { path: ["deletionProtection"], wanted: true, input: deletionProtection },
    { path: ["database", "multiAz"], wanted: true, input: database?.multiAz },
    { path: ["network", "natGateways"], wanted: "per-zone", input: network?.natGateways },
  ];
  const standby = secondaryRegions?.[recovery?.region ?? ""]?.network;
  if (standby) {
    const path = ["secondaryRegions", recovery!.region!, "network", "natGateways"];
    must.push({ path, wanted: "per-zone", input: standby.natGateways });
  }
  return must
    .filter(({ wanted, input }) => input !== wanted)
    .map(({ path, wanted, input }) => ({ path, message: `must be ${wanted} in production`, input }));
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

function networkFaults({ network, secondaryRegions = {} }: Environment): Fault[] {
  const zones = network?.zones;
  const tooFew =
    Array.isArray(zones) && zones.length < 2
      ? [
          {
            path: ["network", "zones"],
            message: "must be at least two zones, as databases and load balancers ask",
            input: zones,
          },
        ]
      : [];
  const vpcs = [
    { path: ["network", "cidr"], cidr: network?.cidr },
    ...Object.entries(secondaryRegions).map(([region, secondary]) => ({
      path: ["secondaryRegions", region, "network", "cidr"],
      cidr: secondary?.network?.cidr,
    })),
  ].filter((vpc): vpc is { path: string[]; cidr: string } => isCidr(vpc.cidr));
  const overlaps = overlapping(vpcs, ({ cidr }) => cidr).map(([one, other]) => ({
    path: other.path,
    message: `must not overlap ${one.path.join(".")} (${one.cidr})`,
    input: other.cidr,
  }));
  return [...tooFew, ...overlaps];
}
