/** Rules between the fields of an environment of DafnckMachine. */
import { cloudSqlFaults } from "../schema/cloud-sql";
import { type Fault, type Given, productionFaults } from "../schema/faults";
import { gkeFaults } from "../schema/gke";
import { googleZoneFaults } from "../schema/google";
import { databaseReplicaFaults, recoveryFaults, secondaryRegionsInWords } from "../schema/recovery";
import { withRules } from "../schema/rules";
import { type DafnckmachineEnvironment, fields } from "./schema";

type Environment = NonNullable<Given<DafnckmachineEnvironment>>;

export const dafnckmachineSchema = withRules(fields, {
  faults: (environment) => [
    ...productionFaults(environment.name, true, environment.database?.multiAz, "database", "multiAz"),
    ...googleFaults(environment),
    ...webAclFaults(environment),
    ...openLoadBalancerFaults(environment),
    ...standbyApiFaults(environment),
  ],
  regionalFaults: (environment) => [
    ...databaseReplicaFaults(environment),
    ...copyRegionFaults(environment),
    ...recoveryFaults(environment),
  ],
});

/** The CDN's web ACL blocks requests that do not come through Cloudflare, so it requires a Cloudflare zone. */
function webAclFaults({ cloudflare, security }: Environment): Fault[] {
  const message = "must be true with Cloudflare in front of the CDN, or clients can bypass Cloudflare";
  return cloudflare && security?.webAcls !== true
    ? [{ path: ["security", "webAcls"], message, input: security?.webAcls }]
    : [];
}

/** Web ACLs block requests that bypass the CDN, so an open load balancer would be of no use. */
function openLoadBalancerFaults({ loadBalancers, security }: Environment): Fault[] {
  const message = "must be false with security.webAcls, which block requests that bypass the CDN";
  return security?.webAcls && loadBalancers?.openToInternet
    ? [{ path: ["loadBalancers", "openToInternet"], message, input: true }]
    : [];
}

/** The API of the primary region runs in its cluster. A standby has no cluster, so it needs an API on ECS. */
function standbyApiFaults({ recovery, containers }: Environment): Fault[] {
  const message = "must be given with recovery, or the standby does not serve the API";
  return recovery && containers && !containers.standbyApi
    ? [{ path: ["containers", "standbyApi"], message, input: "none" }]
    : [];
}

/** Copies are encrypted with a key of their region, so a standby can only use the copies in its own region. */
function copyRegionFaults(environment: Environment): Fault[] {
  const { storage, secondaryRegions = {}, recovery } = environment;
  const copyRegion = storage?.copyRegion;
  const message = `must be ${secondaryRegionsInWords(environment)}`;
  const path = ["storage", "copyRegion"];
  if (copyRegion !== undefined && !secondaryRegions[copyRegion]) {
    return [{ path, message, input: copyRegion }];
  }
  const standby = recovery?.region;
  return standby && secondaryRegions[standby] && storage && copyRegion !== standby
    ? [
        {
          path,
          message: `must be recovery.region (${standby}), where the standby uses it`,
          input: copyRegion ?? "none",
        },
      ]
    : [];
}

function googleFaults({ name, google }: Environment): Fault[] {
  if (!google) {
    return [];
  }
  const { region, kubernetes, database, compute } = google;
  return [
    ...googleZoneFaults(region, {
      "google.kubernetes.zones": kubernetes?.zones,
      "google.compute.zones": compute?.zones,
    }),
    ...gkeFaults(google),
    ...cloudSqlFaults(name, database),
  ];
}
