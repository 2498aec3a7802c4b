/** Rules between the fields of an environment of LP. */
import { cloudSqlFaults } from "../schema/cloud-sql";
import { type Fault, type Given, listOf, productionFaults } from "../schema/faults";
import { gkeFaults } from "../schema/gke";
import { googleZoneFaults } from "../schema/google";
import { secondaryRegionsInWords } from "../schema/recovery";
import { withRules } from "../schema/rules";
import { fields, type LpEnvironment } from "./schema";

type Environment = NonNullable<Given<LpEnvironment>>;

export const lpSchema = withRules(fields, {
  faults: (environment) => [
    ...availabilityFaults(environment),
    ...googleFaults(environment),
    ...planFaults(environment),
    ...workerRouteFaults(environment),
    ...scalingFaults(environment),
  ],
  regionalFaults: (environment) => [...replicaRegionFaults(environment), ...instanceFaults(environment)],
});

/** Production must survive the loss of an availability zone. */
function availabilityFaults({ name, security, database, cache }: Environment): Fault[] {
  if (name !== "production") {
    return [];
  }
  const zones = [...new Set(Object.values(database?.instances ?? {}))];
  const nodes = cache?.nodes;
  const message = "must be in at least two availability zones in production";
  return [
    ...productionFaults(name, true, security?.webAcls, "security", "webAcls"),
    ...(zones.length === 1 ? [{ path: ["database", "instances"], message, input: zones }] : []),
    ...(nodes === 1 ? [{ path: ["cache", "nodes"], message: "must be at least 2 in production", input: nodes }] : []),
  ];
}

function googleFaults({ name, google }: Environment): Fault[] {
  if (!google) {
    return [];
  }
  const { region, kubernetes, database, cache } = google;
  return [
    ...googleZoneFaults(region, { "google.kubernetes.zones": kubernetes?.zones }),
    ...gkeFaults(google),
    ...cloudSqlFaults(name, database),
    ...productionFaults(name, true, cache?.highAvailability, "google", "cache", "highAvailability"),
  ];
}

/** Instances must be in availability zones of their region's network. */
function instanceFaults({ network, database, secondaryRegions = {} }: Environment): Fault[] {
  const { instances, replica } = database ?? {};
  const replicaNetwork = secondaryRegions[replica?.region ?? ""]?.network;
  return [
    ...instanceFaultsIn(["database", "instances"], instances, network?.availabilityZones),
    ...(replicaNetwork
      ? instanceFaultsIn(["database", "replica", "instances"], replica?.instances, replicaNetwork.availabilityZones)
      : []),
  ];
}

function instanceFaultsIn(
  path: string[],
  instances: Given<Record<string, string>>,
  zones: Given<readonly string[]>,
): Fault[] {
  const entries = Object.entries(instances ?? {});
  if (instances && entries.length === 0) {
    return [{ path, message: "must name at least one instance", input: instances }];
  }
  const known = listOf(zones);
  const message = `must be one of the network's availability zones (${known.join(", ")})`;
  return entries
    .filter(([, zone]) => known.length > 0 && !known.includes(zone))
    .map(([name, zone]) => ({ path: [...path, name], message, input: zone }));
}

/** The replica's region must have a network and keys. */
function replicaRegionFaults(environment: Environment): Fault[] {
  const { database, secondaryRegions = {} } = environment;
  const region = database?.replica?.region;
  const path = ["database", "replica", "region"];
  return region === undefined || secondaryRegions[region]
    ? []
    : [{ path, message: `must be ${secondaryRegionsInWords(environment)}`, input: region }];
}

/** Cloudflare offers its managed WAF rules to zones on a paid plan. https://developers.cloudflare.com/waf/managed-rules/ */
function planFaults({ cloudflare }: Environment): Fault[] {
  const message = 'must be a paid plan, as the managed WAF rules require; write "pro" or a higher one';
  return cloudflare?.plan === "free" ? [{ path: ["cloudflare", "plan"], message, input: "free" }] : [];
}

/**
 * A Cloudflare zone can only route requests for its own host names to workers, and production has more requests than
 * the free plan allows.
 */
function workerRouteFaults({ name, cloudflare }: Environment): Fault[] {
  const { zone, workerRoutes = [], workersPlan } = cloudflare ?? {};
  const workersPlanFaults =
    workerRoutes.length > 0 ? productionFaults(name, "paid", workersPlan, "cloudflare", "workersPlan") : [];
  const routeFaults = workerRoutes.flatMap((route, index) => {
    const host = route?.split("/")[0]?.replace(/^\*\.?/, "");
    return zone === undefined || host === undefined || host === zone || host.endsWith(`.${zone}`)
      ? []
      : [
          {
            path: ["cloudflare", "workerRoutes", String(index)],
            message: `must be of the zone ${zone}; write a host of it before the path`,
            input: route,
          },
        ];
  });
  return [...workersPlanFaults, ...routeFaults];
}

function scalingFaults({ workloads }: Environment): Fault[] {
  return Object.entries(workloads ?? {}).flatMap(([service, settings]) => {
    const { minReplicas = 1, maxReplicas = Number.POSITIVE_INFINITY } = settings ?? {};
    const message = `must be at least minReplicas (${minReplicas})`;
    return maxReplicas < minReplicas
      ? [{ path: ["workloads", service, "maxReplicas"], message, input: maxReplicas }]
      : [];
  });
}
