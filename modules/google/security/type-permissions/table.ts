/**
 * The permissions that Terraform needs for each type of resources, with which the accounts of pipelines are checked. A
 * type that is not here yet: add the permissions of the API's methods that the provider calls for it, which each service
 * lists. https://cloud.google.com/iam/docs/permissions-reference
 */
import { compute } from "./compute";
import { member, noun, service, type TypePermissions } from "./type-permissions";

/** https://cloud.google.com/kms/docs/reference/permissions-and-roles */
const kms = service("cloudkms", {
  google_kms_crypto_key: {
    read: "cryptoKeys.get cryptoKeyVersions.list",
    create: "cryptoKeys.create",
    update: "cryptoKeys.update",
    // A key cannot be deleted: Terraform destroys its versions.
    delete: "cryptoKeyVersions.destroy cryptoKeyVersions.list cryptoKeys.update",
  },
  google_kms_crypto_key_iam_member: member("cryptoKeys"),
  google_kms_key_ring: { read: "keyRings.get", create: "keyRings.create" },
});

/** https://cloud.google.com/sql/docs/postgres/iam-permissions */
const sql = service("cloudsql", {
  google_sql_database: noun("databases", { create: "instances.get" }),
  google_sql_database_instance: noun("instances"),
  google_sql_user: {
    read: "users.list",
    create: "users.create users.list instances.get",
    update: "users.update",
    delete: "users.delete",
  },
});

/** https://cloud.google.com/firestore/docs/security/iam */
const firestore = service(
  "datastore",
  {
    google_firestore_backup_schedule: noun("backupSchedules"),
    google_firestore_database: {
      read: "databases.getMetadata",
      create: "databases.create",
      update: "databases.update",
      delete: "databases.delete",
    },
    // Named datastore.indexes before 2026.
    google_firestore_index: noun("schemas"),
  },
  "operations.get",
);

/** https://cloud.google.com/kubernetes-engine/docs/reference/rest */
const clusters = service(
  "container",
  {
    google_container_cluster: noun("clusters", {
      create: ":compute.networks.get :compute.subnetworks.get :iam.serviceAccounts.actAs",
    }),
    // A node pool is a part of its cluster, and its instances are in groups of Compute Engine.
    google_container_node_pool: {
      read: "clusters.get :compute.instanceGroupManagers.get",
      create: "clusters.update clusters.get :iam.serviceAccounts.actAs",
      update: "clusters.update",
      delete: "clusters.update",
    },
  },
  "operations.get",
);

/** https://cloud.google.com/monitoring/access-control */
const monitoring = service("monitoring", {
  google_monitoring_alert_policy: noun("alertPolicies"),
  google_monitoring_custom_service: noun("services"),
  google_monitoring_dashboard: noun("dashboards"),
  google_monitoring_notification_channel: noun("notificationChannels"),
  google_monitoring_slo: noun("slos"),
  google_monitoring_uptime_check_config: noun("uptimeCheckConfigs"),
});

/** https://cloud.google.com/logging/docs/access-control */
const logging = service("logging", {
  google_logging_project_bucket_config: noun("buckets"),
  google_logging_project_exclusion: noun("exclusions"),
  google_logging_project_sink: noun("sinks"),
});

/** https://cloud.google.com/certificate-manager/docs/access-control */
const certificates = service(
  "certificatemanager",
  {
    google_certificate_manager_certificate: noun("certs", { create: "dnsauthorizations.use" }),
    google_certificate_manager_certificate_map: noun("certmaps"),
    google_certificate_manager_certificate_map_entry: noun("certmapentries", { create: "certs.use" }),
    google_certificate_manager_dns_authorization: noun("dnsauthorizations"),
  },
  "operations.get",
);

/** https://cloud.google.com/iam/docs/roles-permissions/iam */
const identities = service("iam", {
  google_service_account: noun("serviceAccounts"),
  google_service_account_iam_member: member("serviceAccounts"),
});

/** Types of one or two nouns; the pages of their services list the permissions of each method. */
const others = {
  ...service("artifactregistry", {
    google_artifact_registry_repository: noun("repositories"),
    google_artifact_registry_repository_iam_member: member("repositories"),
  }),
  ...service("billing", {
    google_billing_budget: noun("budgets"),
  }),
  ...service(
    "redis",
    { google_redis_instance: noun("instances", { read: "instances.getAuthString" }) },
    "operations.get",
  ),
  ...service("resourcemanager", { google_project_iam_member: member("projects") }),
  ...service("secretmanager", {
    google_secret_manager_secret: noun("secrets"),
    google_secret_manager_secret_iam_member: member("secrets"),
    google_secret_manager_secret_version: {
      read: "versions.get",
      create: "versions.add versions.enable",
      update: "versions.enable versions.disable",
      delete: "versions.destroy versions.disable",
    },
  }),
  // https://cloud.google.com/vpc/docs/configure-private-services-access
  ...service("servicenetworking", {
    google_service_networking_connection: {
      read: "services.get",
      create: "services.addPeering :compute.globalAddresses.use :compute.networks.use",
      update: "services.addPeering",
      delete: "services.deleteConnection",
    },
  }),
  ...service("storage", {
    google_storage_bucket: noun("buckets"),
    google_storage_bucket_iam_member: member("buckets"),
  }),
};

/** Permissions by type, such as `google_compute_network`. */
export const TYPE_PERMISSIONS: Readonly<Record<string, TypePermissions>> = {
  ...compute,
  ...kms,
  ...sql,
  ...firestore,
  ...clusters,
  ...monitoring,
  ...logging,
  ...certificates,
  ...identities,
  ...others,
};
