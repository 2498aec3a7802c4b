/** What pipelines need for each of Google's services, by the first word of its API. */
interface Needs {
  /** Predefined roles of who applies. */
  readonly apply: readonly string[];
  /** Permissions of who plans: what a refresh reads, configuration and never data. */
  readonly plan: readonly string[];
}

/** https://cloud.google.com/iam/docs/roles-permissions */
const SERVICES = {
  artifactregistry: {
    apply: ["roles/artifactregistry.admin"],
    plan: read("artifactregistry", ["repositories"], ["get", "list", "getIamPolicy"]),
  },
  cloudkms: {
    apply: ["roles/cloudkms.admin"],
    plan: [
      ...read("cloudkms", ["cryptoKeys", "keyRings"], ["get", "list", "getIamPolicy"]),
      ...read("cloudkms", ["cryptoKeyVersions"]),
    ],
  },
  cloudresourcemanager: {
    // May set the project's policy, within a condition of its own.
    apply: [],
    plan: ["resourcemanager.projects.get", "resourcemanager.projects.getIamPolicy"],
  },
  compute: {
    apply: ["roles/compute.admin"],
    plan: [
      ...read("compute", [
        "addresses",
        "autoscalers",
        "backendServices",
        "disks",
        "firewalls",
        "forwardingRules",
        "globalAddresses",
        "globalForwardingRules",
        "globalOperations",
        "healthChecks",
        "images",
        "instanceGroupManagers",
        "instanceGroups",
        "instanceTemplates",
        "instances",
        "networks",
        "regionHealthChecks",
        "regionOperations",
        "regions",
        "resourcePolicies",
        "routers",
        "routes",
        "securityPolicies",
        "snapshots",
        "sslCertificates",
        "sslPolicies",
        "subnetworks",
        "targetHttpProxies",
        "targetHttpsProxies",
        "urlMaps",
        "zoneOperations",
        "zones",
      ]),
      "compute.networks.listPeeringRoutes",
      "compute.projects.get",
      "compute.subnetworks.getIamPolicy",
    ],
  },
  container: {
    apply: ["roles/container.admin"],
    plan: [...read("container", ["clusters", "operations"]), "container.clusters.connect"],
  },
  // Scans images as they are pushed, unasked, once it is on.
  containerscanning: { apply: [], plan: [] },
  firestore: {
    // There is no role that makes databases and reads none.
    apply: ["roles/datastore.owner"],
    plan: [
      ...read("datastore", ["backupSchedules", "indexes", "operations"]),
      "datastore.databases.getMetadata",
      "datastore.databases.list",
    ],
  },
  iam: {
    apply: ["roles/iam.serviceAccountAdmin", "roles/iam.serviceAccountUser"],
    plan: [
      ...read("iam", ["roles"]),
      ...read("iam", ["serviceAccounts"], ["get", "list", "getIamPolicy"]),
      ...read("iam", ["workloadIdentityPoolProviders", "workloadIdentityPools"]),
    ],
  },
  iamcredentials: { apply: [], plan: [] },
  logging: {
    apply: ["roles/logging.configWriter"],
    plan: read("logging", ["buckets", "exclusions", "logMetrics", "sinks"]),
  },
  // Takes metrics; nobody manages anything of it.
  monitoring: { apply: [], plan: [] },
  redis: {
    apply: ["roles/redis.admin"],
    plan: [
      ...read("redis", ["instances", "operations"]),
      // A refresh fails without it where an instance asks for its password, which the state has too.
      "redis.instances.getAuthString",
    ],
  },
  secretmanager: {
    apply: ["roles/secretmanager.admin"],
    plan: [
      ...read("secretmanager", ["secrets"], ["get", "list", "getIamPolicy"]),
      ...read("secretmanager", ["versions"]),
    ],
  },
  servicenetworking: {
    apply: ["roles/servicenetworking.networksAdmin"],
    plan: ["servicenetworking.services.get"],
  },
  serviceusage: {
    apply: ["roles/serviceusage.serviceUsageConsumer"],
    // Calls count against the project's quota, which is to use its services.
    plan: [...read("serviceusage", ["services"]), "serviceusage.services.use"],
  },
  sqladmin: {
    apply: ["roles/cloudsql.admin"],
    plan: read("cloudsql", ["databases", "instances", "users"]),
  },
  storage: {
    apply: ["roles/storage.admin"],
    plan: read("storage", ["buckets"], ["get", "list", "getIamPolicy"]),
  },
  sts: { apply: [], plan: [] },
} as const satisfies Readonly<Record<string, Needs>>;

export type Service = keyof typeof SERVICES;

/** What every project needs: a network, keys, logs, and identities that plan and apply. */
export const BASIC_SERVICES: readonly Service[] = [
  "cloudkms",
  "cloudresourcemanager",
  "compute",
  "iam",
  "iamcredentials",
  "logging",
  "monitoring",
  "servicenetworking",
  "serviceusage",
  "sts",
];

/** Sorted, as services are sets. */
export function needsOf(services: readonly Service[]): Needs {
  const all = services.map((service): Needs => SERVICES[service]);
  return {
    apply: all.flatMap(({ apply }) => apply).sort(),
    plan: all.flatMap(({ plan }) => plan).sort(),
  };
}

function read(service: string, nouns: readonly string[], verbs: readonly string[] = ["get", "list"]): string[] {
  return nouns.flatMap((noun) => verbs.map((verb) => `${service}.${noun}.${verb}`));
}
