/**
 * Predefined roles of Google Cloud that accounts of pipelines have, with those of their permissions that
 * `TYPE_PERMISSIONS` names, and those that return data. Read on 2026-08-22 from
 * https://github.com/iann0036/iam-dataset, which records each change;
 * `gcloud iam roles describe ROLE` prints the current ones.
 */
const ROLES: Readonly<Record<string, readonly string[]>> = {
  "roles/artifactregistry.admin": [
    "artifactregistry.repositories: create delete downloadArtifacts get getIamPolicy setIamPolicy update",
  ],
  "roles/billing.costsManager": ["billing.budgets: create delete get update"],
  "roles/billing.viewer": ["billing.budgets: get"],
  "roles/certificatemanager.owner": [
    "certificatemanager.certmapentries: create delete get update",
    "certificatemanager.certmaps: create delete get update use",
    "certificatemanager.certs: create delete get update use",
    "certificatemanager.dnsauthorizations: create delete get update use",
    "certificatemanager.operations: get",
  ],
  "roles/cloudkms.admin": [
    "cloudkms.cryptoKeyVersions: destroy list",
    "cloudkms.cryptoKeys: create get getIamPolicy setIamPolicy update",
    "cloudkms.keyRings: create get",
  ],
  "roles/cloudsql.admin": [
    "cloudsql.databases: create delete get update",
    "cloudsql.instances: connect create delete export get update",
    "cloudsql.users: create delete list update",
  ],
  "roles/compute.admin": [
    "compute.addresses: create delete get setLabels use",
    "compute.autoscalers: create delete get update",
    "compute.backendServices: create delete get setSecurityPolicy update use",
    "compute.firewalls: create delete get update",
    "compute.globalAddresses: create createInternal delete deleteInternal get setLabels use",
    "compute.globalForwardingRules: create delete get setLabels setTarget update",
    "compute.globalOperations: get",
    "compute.healthChecks: create delete get update useReadOnly",
    "compute.images: useReadOnly",
    "compute.instanceGroupManagers: create delete get update use",
    "compute.instanceGroups: use",
    "compute.instanceTemplates: create delete get useReadOnly",
    "compute.instances: delete getSerialPortOutput",
    "compute.networks: create delete get update updatePolicy use",
    "compute.regionOperations: get",
    "compute.routers: create delete get update",
    "compute.routes: create delete get",
    "compute.securityPolicies: create delete get update use",
    "compute.sslPolicies: create delete get update use",
    "compute.subnetworks: create delete get update use",
    "compute.targetHttpsProxies: create delete get setCertificateMap setSslPolicy setUrlMap update use",
    "compute.urlMaps: create delete get update use",
  ],
  "roles/container.admin": [
    "container.clusters: create delete get update",
    "container.operations: get",
    "container.secrets: get",
  ],
  "roles/datastore.owner": [
    "datastore.backupSchedules: create delete get update",
    "datastore.databases: create delete export getMetadata update",
    "datastore.entities: get",
    "datastore.operations: get",
    "datastore.schemas: create delete get update",
  ],
  "roles/iam.serviceAccountAdmin": ["iam.serviceAccounts: create delete get getIamPolicy setIamPolicy update"],
  "roles/iam.serviceAccountUser": ["iam.serviceAccounts: actAs get"],
  "roles/logging.configWriter": [
    "logging.buckets: create delete get update",
    "logging.exclusions: create delete get update",
    "logging.sinks: create delete get update",
  ],
  "roles/monitoring.alertPolicyEditor": ["monitoring.alertPolicies: create delete get update"],
  "roles/monitoring.dashboardEditor": ["monitoring.dashboards: create delete get update"],
  "roles/monitoring.notificationChannelEditor": ["monitoring.notificationChannels: create delete get update"],
  "roles/monitoring.servicesEditor": [
    "monitoring.services: create delete get update",
    "monitoring.slos: create delete get update",
  ],
  "roles/monitoring.uptimeCheckConfigEditor": ["monitoring.uptimeCheckConfigs: create delete get update"],
  "roles/redis.admin": ["redis.instances: create delete get getAuthString update", "redis.operations: get"],
  "roles/resourcemanager.projectIamAdmin": ["resourcemanager.projects: getIamPolicy setIamPolicy"],
  "roles/secretmanager.admin": [
    "secretmanager.secrets: create delete get getIamPolicy setIamPolicy update",
    "secretmanager.versions: access add destroy disable enable get",
  ],
  "roles/servicenetworking.networksAdmin": ["servicenetworking.services: addPeering deleteConnection get"],
  "roles/serviceusage.serviceUsageConsumer": [],
  "roles/storage.admin": [
    "storage.buckets: create delete get getIamPolicy setIamPolicy update",
    "storage.objects: get",
  ],
};

/** Permissions of a predefined role, as far as they matter here; undefined when the table lacks the role. */
export function permissionsOfRole(role: string): readonly string[] | undefined {
  return ROLES[role]?.flatMap((group) => {
    const [noun = "", verbs = ""] = group.split(": ");
    return verbs.split(" ").map((verb) => `${noun}.${verb}`);
  });
}
