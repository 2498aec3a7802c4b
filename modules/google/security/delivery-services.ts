/** Permissions of pipelines for each Google Cloud service, by the first label of its API. */
interface ServicePermissions {
  /** Predefined roles of the account that applies. */
  readonly apply: readonly string[];
  /** Permissions of the account that plans: a refresh reads configuration, and never data. */
  readonly plan: readonly string[];
}

/** https://cloud.google.com/iam/docs/roles-permissions */
const SERVICES = {
  artifactregistry: {
    apply: ["roles/artifactregistry.admin"],
    plan: read("artifactregistry", ["repositories"], ["get", "list", "getIamPolicy"]),
  },
  // The roles are on the billing account, which no role on the project reaches.
  billingbudgets: { apply: [], plan: [] },
  certificatemanager: {
    apply: ["roles/certificatemanager.owner"],
    plan: read("certificatemanager", ["certmapentries", "certmaps", "certs", "dnsauthorizations", "operations"]),
  },
  // The bootstrap stack grants roles on the billing account through it.
  cloudbilling: { apply: [], plan: [] },
  cloudkms: {
    apply: ["roles/cloudkms.admin"],
    plan: [
      ...read("cloudkms", ["cryptoKeys", "keyRings"], ["get", "list", "getIamPolicy"]),
      ...read("cloudkms", ["cryptoKeyVersions"]),
    ],
  },
  cloudresourcemanager: {
    // DeliveryAccounts grants the project's IAM role with a condition.
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
  // The service scans every pushed image once it is enabled; it has no configuration.
  containerscanning: { apply: [], plan: [] },
  firestore: {
    // No predefined role creates databases without access to their documents.
    apply: ["roles/datastore.owner"],
    plan: [
      ...read("datastore", ["backupSchedules", "operations", "schemas"]),
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
    plan: read("logging", ["buckets", "exclusions", "logMetrics", "notificationRules", "sinks"]),
  },
  monitoring: {
    apply: [
      "roles/monitoring.alertPolicyEditor",
      "roles/monitoring.dashboardEditor",
      "roles/monitoring.notificationChannelEditor",
      "roles/monitoring.servicesEditor",
      "roles/monitoring.uptimeCheckConfigEditor",
    ],
    plan: read("monitoring", [
      "alertPolicies",
      "dashboards",
      "notificationChannels",
      "services",
      "slos",
      "uptimeCheckConfigs",
    ]),
  },
  redis: {
    apply: ["roles/redis.admin"],
    plan: [
      ...read("redis", ["instances", "operations"]),
      // A refresh of an instance with authentication reads its password, and fails without the permission.
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
    // Calls count against the quota of the project, which requires the permission to use its services.
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
} as const satisfies Readonly<Record<string, ServicePermissions>>;

/** A service, by the first label of its API: `sqladmin` for `sqladmin.googleapis.com`. */
export type Service = keyof typeof SERVICES;

/** Services that every project enables, for its network, keys, logs and the accounts that plan and apply. */
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

/** Permissions for all of the services, sorted, so that the order of the services does not matter. */
export function permissionsOf(services: readonly Service[]): ServicePermissions {
  const all = services.map((service): ServicePermissions => SERVICES[service]);
  return {
    apply: all.flatMap(({ apply }) => apply).sort(),
    plan: all.flatMap(({ plan }) => plan).sort(),
  };
}

function read(service: string, nouns: readonly string[], verbs: readonly string[] = ["get", "list"]): string[] {
  return nouns.flatMap((noun) => verbs.map((verb) => `${service}.${noun}.${verb}`));
}
