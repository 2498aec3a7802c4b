/** What must hold between the fields of an environment of LP. */
import { cloudSqlFaults } from "../schema/cloud-sql";
import { gkeFaults } from "../schema/gke";
import { type Fault, type Given, mustBe, withRules } from "../schema/rules";
import { fields, type LpEnvironment } from "./schema";

type Environment = NonNullable<Given<LpEnvironment>>;

export const lpSchema = withRules(fields, faults);

function faults(environment: Environment): Fault[] {
  return [
    ...productionFaults(environment),
    ...instanceFaults(environment),
    ...replicaFaults(environment),
    ...gkeFaults(environment.google),
    ...cloudSqlFaults(environment.name, environment.google?.database),
    ...routeFaults(environment),
    ...scalingFaults(environment),
  ];
}

function productionFaults({ name, security, database, cache, google }: Environment): Fault[] {
  if (name !== "production") {
    return [];
  }
  const zones = new Set(Object.values(database?.instances ?? {}));
  const alone: Fault = {
    path: ["database", "instances"],
    message: "must be in at least two zones in production",
    input: [...zones],
  };
  const nodes = cache?.nodes;
  return [
    ...mustBe(true, security?.webAcls, "security", "webAcls"),
    ...(google ? mustBe(true, google.cache?.highAvailability, "google", "cache", "highAvailability") : []),
    ...(zones.size < 2 ? [alone] : []),
    ...(nodes === 1 ? [{ path: ["cache", "nodes"], message: "must be at least 2 in production", input: nodes }] : []),
  ];
}

/** An instance lies where the network does. */
function instanceFaults({ network, database, secondaryRegions = {} }: Environment): Fault[] {
  const replica = database?.replica;
  const there = secondaryRegions[replica?.region ?? ""]?.network;
  return [
    ...zoneFaults(["database", "instances"], database?.instances, network?.zones),
    ...(there ? zoneFaults(["database", "replica", "instances"], replica?.instances, there.zones) : []),
  ];
}

function zoneFaults(
  path: string[],
  instances: Given<Record<string, string>>,
  zones: readonly unknown[] | undefined,
): Fault[] {
  const entries = Object.entries(instances ?? {});
  if (instances && entries.length === 0) {
    return [{ path, message: "must name at least one instance", input: instances }];
  }
  return entries
    .filter(([, zone]) => Array.isArray(zones) && !zones.includes(zone))
    .map(([name, zone]) => ({
      path: [...path, name],
      message: `must be a zone of the network (${zones?.join(", ")})`,
      input: zone,
    }));
}

/** A replica needs a network and keys where it is. */
function replicaFaults({ database, secondaryRegions = {} }: Environment): Fault[] {
  const region = database?.replica?.region;
  return region === undefined || secondaryRegions[region]
    ? []
    : [
        {
          path: ["database", "replica", "region"],
          message: `must be one of secondaryRegions (${Object.keys(secondaryRegions).join(", ") || "none"})`,
          input: region,
        },
      ];
}

/** A zone routes requests for its own names to workers, and no others. */
function routeFaults({ cloudflare }: Environment): Fault[] {
  const { zone, workerRoutes = [] } = cloudflare ?? {};
  return workerRoutes.flatMap((route, index) => {
    const host = route?.split("/")[0]?.replace(/^\*\.?/, "");
    return zone === undefined || host === undefined || host === zone || host.endsWith(`.${zone}`)
      ? []
      : [{ path: ["cloudflare", "workerRoutes", String(index)], message: `must be of the zone ${zone}`, input: route }];
  });
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
