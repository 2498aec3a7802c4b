/** Replicas and the standby of a platform, and the rules between them and their regions. */
import { z } from "zod";
import type { DatabaseSettings } from "./database";
import type { Environment } from "./environment";
import { type Fault, type Given, listOf, productionFaults } from "./faults";
import { awsRegion, positive } from "./fields";

/**
 * A warm standby: small copies of the primary region's services run in another region, and DNS fails over to them while
 * the primary region is unhealthy.
 */
export const recoverySchema = z.strictObject({
  /** One of `secondaryRegions`, with public and private subnets and a replica of the database. */
  region: awsRegion,
  /**
   * Minimum number of instances of each tier, and of tasks of each service, in the standby. They scale with load as in
   * the primary region.
   */
  min: positive,
});

type Recoverable = NonNullable<
  Given<Environment & { readonly database: DatabaseSettings; readonly recovery?: z.infer<typeof recoverySchema> }>
>;

/** The secondary regions in the words of an error. */
export function secondaryRegionsInWords({ secondaryRegions = {} }: NonNullable<Given<Environment>>): string {
  return `one of secondaryRegions (${Object.keys(secondaryRegions).join(", ") || "none"})`;
}

/** Each replica must have a unique name and a region with a network and keys. */
export function databaseReplicaFaults(environment: Recoverable): Fault[] {
  const { account, database, secondaryRegions = {} } = environment;
  const regions = [account?.region, ...Object.keys(secondaryRegions)];
  const replicas = listOf(database?.replicas);
  return replicas.flatMap((replica, index): Fault[] => {
    const path = ["database", "replicas", String(index)];
    const first = replicas.findIndex((other) => other?.name === replica?.name);
    const message = `must be the primary region or ${secondaryRegionsInWords(environment)}; take one of these, or add the region there`;
    return [
      ...(first < index
        ? [{ path: [...path, "name"], message: "must be unique among the replicas; rename one", input: replica?.name }]
        : []),
      ...(regions.includes(replica?.region) ? [] : [{ path: [...path, "region"], message, input: replica?.region }]),
    ];
  });
}

/**
 * The standby's region must have subnets for load balancers, internet access and a replica of the database; in
 * production it must survive the loss of an availability zone.
 */
export function recoveryFaults(environment: Recoverable): Fault[] {
  const { name, recovery, database, secondaryRegions = {} } = environment;
  const region = recovery?.region;
  if (region === undefined) {
    return [];
  }
  const fault = (message: string): Fault => ({ path: ["recovery", "region"], message, input: region });
  const secondary = secondaryRegions[region];
  if (!secondary) {
    return [fault(`must be ${secondaryRegionsInWords(environment)}; take one of these, or add the region there`)];
  }
  const { subnets = {}, natGateways } = secondary.network ?? {};
  // A replica with an unknown region has a fault of its own, and may be intended for the standby.
  const replicated =
    databaseReplicaFaults(environment).length > 0 ||
    listOf(database?.replicas).some((replica) => replica?.region === region);
  const natPath = ["secondaryRegions", region, "network", "natGateways"];
  return [
    ...(secondary.network ? productionFaults(name, "per-zone", natGateways, ...natPath) : []),
    ...(subnets.public?.tier === "public" && subnets.private?.tier === "private"
      ? []
      : [fault("must be a region whose network has a public and a private group of subnets")]),
    ...(replicated ? [] : [fault("must be a region with a replica of the database")]),
  ];
}
