/** What must hold between the fields of an environment of DafnckMachine. */
import { gkeFaults } from "../gke";
import { knownRegions, recoveryFaults, replicaFaults } from "../recovery";
import { type Fault, type Given, mustBe, withRules } from "../rules";
import { type DafnckmachineEnvironment, fields } from "./environment";

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
