/** What replicas and standbys of any platform need in the regions they are in. */
import { z } from "zod";
import type { DatabaseSettings } from "./database";
import type { Environment } from "./environment";
import { awsRegion, positive } from "./fields";
import { type Fault, type Given, mustBe } from "./rules";

/**
 * The warm standby: a small running copy in another region, which names turn to
 * by themselves while the primary region is unhealthy.
 */
export const recoverySchema = z.strictObject({
  /** One of secondaryRegions, with public and private subnets and a replica of the database. */
  region: awsRegion,
  /** Instances of each tier and tasks of each service that answer there at all times; load adds to them as in the primary region. */
  min: positive,
});

type Recoverable = NonNullable<
  Given<Environment & { readonly database: DatabaseSettings; readonly recovery?: z.infer<typeof recoverySchema> }>
>;

/** The regions besides the primary one, in words of an error. */
export function knownRegions({ secondaryRegions = {} }: Recoverable): string {
  return `one of secondaryRegions (${Object.keys(secondaryRegions).join(", ") || "none"})`;
}

/** Replicas need a network and keys where they are. */
export function replicaFaults(environment: Recoverable): Fault[] {
  const { account, database, secondaryRegions = {} } = environment;
  const secondary = Object.keys(secondaryRegions);
  const replicas = Array.isArray(database?.replicas) ? database.replicas : [];
  return replicas.flatMap((replica, index): Fault[] => {
    const path = ["database", "replicas", String(index)];
    const twin = replicas.findIndex((other) => other?.name === replica?.name);
    const here = replica?.region === account?.region || secondary.includes(replica?.region ?? "");
    const known = `must be the primary region or ${knownRegions(environment)}`;
    return [
      ...(twin < index
        ? [{ path: [...path, "name"], message: "must be unique among the replicas", input: replica?.name }]
        : []),
      ...(here ? [] : [{ path: [...path, "region"], message: known, input: replica?.region }]),
    ];
  });
}

/** What runs there needs a way in, a way out and the data; in production it must survive the loss of a zone. */
export function recoveryFaults(environment: Recoverable): Fault[] {
  const { name, recovery, database, secondaryRegions = {} } = environment;
  const region = recovery?.region;
  if (region === undefined) {
    return [];
  }
  const fault = (message: string): Fault => ({ path: ["recovery", "region"], message, input: region });
  const secondary = secondaryRegions[region];
  if (!secondary) {
    return [fault(`must be ${knownRegions(environment)}`)];
  }
  const { subnets = {}, natGateways } = secondary.network ?? {};
  const replicas = Array.isArray(database?.replicas) ? database.replicas : [];
  return [
    ...(name === "production" && secondary.network
      ? mustBe("per-zone", natGateways, "secondaryRegions", region, "network", "natGateways")
      : []),
    ...(subnets.public?.tier === "public" && subnets.private?.tier === "private"
      ? []
      : [fault("must be a region whose network has a public and a private group of subnets")]),
    ...(replicas.some((replica) => replica?.region === region)
      ? []
      : [fault("must be a region with a replica of the database")]),
  ];
}
