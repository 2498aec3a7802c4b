/** What must hold between the fields of an environment of DafnckMachine. */
import { cloudSqlFaults } from "../schema/cloud-sql";
import { gkeFaults } from "../schema/gke";
import { knownRegions, recoveryFaults, replicaFaults } from "../schema/recovery";
import { type Fault, type Given, mustBe, withRules } from "../schema/rules";
import { type DafnckmachineEnvironment, fields } from "./schema";

type Environment = NonNullable<Given<DafnckmachineEnvironment>>;

export const dafnckmachineSchema = withRules(fields, faults);

function faults(environment: Environment): Fault[] {
  const { name, database } = environment;
  return [
    ...(name === "production" ? mustBe(true, database?.multiAz, "database", "multiAz") : []),
    ...replicaFaults(environment),
    ...copyFaults(environment),
    ...recoveryFaults(environment),
    ...gkeFaults(environment.google),
    ...cloudSqlFaults(name, environment.google?.database),
    ...instanceFaults(environment),
    ...edgeFaults(environment),
  ];
}

/** Only the CDN's web ACL can tell who comes through Cloudflare and who around it. */
function edgeFaults({ cloudflare, security }: Environment): Fault[] {
  return cloudflare && security?.webAcls !== true
    ? [
        {
          path: ["security", "webAcls"],
          message: "must be true where Cloudflare is before the CDN, or it can be gone around",
          input: security?.webAcls,
        },
      ]
    : [];
}

/** Copies need a key where they are. */
function copyFaults(environment: Environment): Fault[] {
  const { storage, secondaryRegions = {} } = environment;
  const copyRegion = storage?.copyRegion;
  return copyRegion === undefined || Object.keys(secondaryRegions).includes(copyRegion)
    ? []
    : [{ path: ["storage", "copyRegion"], message: `must be ${knownRegions(environment)}`, input: copyRegion }];
}

/** Instances of Google Cloud are where its network is. */
function instanceFaults({ google }: Environment): Fault[] {
  const { zones = [], web } = google?.compute ?? {};
  const path = ["google", "compute"];
  const { min = 0, max = min } = web ?? {};
  const stray = zones.filter((zone) => google?.region && !zone?.startsWith(`${google.region}-`));
  return [
    ...stray.map((zone) => ({ path: [...path, "zones"], message: `must be zones of ${google?.region}`, input: zone })),
    ...(min > max ? [{ path: [...path, "web", "min"], message: `must be at most max (${max})`, input: min }] : []),
  ];
}
