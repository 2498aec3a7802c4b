/** Arguments that every GKE cluster and node has. */
import type { ContainerClusterConfig } from "@cdktf/provider-google/lib/container-cluster";
import type { IKey } from "../security/key";
import type { IServiceAccount } from "../security/service-account";

type Settings = Partial<ContainerClusterConfig>;

/** In the order in which the API returns them, or each plan shows a change. */
const CONTROL_PLANE = ["APISERVER", "SCHEDULER", "CONTROLLER_MANAGER"];

/** IAM alone authenticates callers: passwords, client certificates and attribute-based access are off. */
export const AUTHENTICATION: Settings = {
  anonymousAuthenticationConfig: { mode: "LIMITED" },
  enableLegacyAbac: false,
  masterAuth: { clientCertificateConfig: { issueClientCertificate: false } },
};

export const HARDENING: Settings = {
  enableShieldedNodes: true,
  // Google has ended vulnerability scans of workloads; Artifact Registry scans the images.
  securityPostureConfig: { mode: "BASIC", vulnerabilityMode: "VULNERABILITY_DISABLED" },
  nodePoolDefaults: { nodeConfigDefaults: { insecureKubeletReadonlyPortEnabled: "FALSE" } },
};

export const ADDONS: Settings = {
  addonsConfig: {
    httpLoadBalancing: { disabled: false },
    horizontalPodAutoscaling: { disabled: false },
    networkPolicyConfig: { disabled: false },
    gcePersistentDiskCsiDriverConfig: { enabled: true },
    // On by default since 1.34. NodeLocal DNSCache answers on the node's address, so Calico's policies that allow the DNS pods block it.
    dnsCacheConfig: { enabled: false },
  },
  // Calico needs GKE's legacy data plane, the default; Dataplane V2 excludes it.
  networkPolicy: { enabled: true, provider: "CALICO" },
};

export const OBSERVATION: Settings = {
  // Flow logs then record traffic between pods of one node too.
  enableIntranodeVisibility: true,
  loggingConfig: { enableComponents: ["SYSTEM_COMPONENTS", "WORKLOADS", ...CONTROL_PLANE] },
  monitoringConfig: {
    enableComponents: ["SYSTEM_COMPONENTS", ...CONTROL_PLANE],
    managedPrometheus: { enabled: true },
  },
  costManagementConfig: { enabled: true },
};

/** Maintenance in the nights of American weekends. GKE requires at least 48 hours in 32 days. */
export const UPGRADES: Settings = {
  releaseChannel: { channel: "REGULAR" },
  maintenancePolicy: {
    recurringWindow: {
      startTime: "2026-01-03T05:00:00Z",
      endTime: "2026-01-03T13:00:00Z",
      recurrence: "FREQ=WEEKLY;BYDAY=SA,SU",
    },
  },
};

/** The scope that leaves the permissions of nodes to the roles of their account; https://cloud.google.com/kubernetes-engine/docs/how-to/access-scopes */
export const CLOUD_PLATFORM = ["https://www.googleapis.com/auth/cloud-platform"];

/** Arguments of every node: an encrypted disk, a measured boot, and the metadata server that hides the node's identity from pods. */
export function secureNode(key: IKey, account: IServiceAccount) {
  return {
    bootDiskKmsKey: key.id,
    imageType: "COS_CONTAINERD",
    serviceAccount: account.email,
    oauthScopes: CLOUD_PLATFORM,
    metadata: { "disable-legacy-endpoints": "true" },
    shieldedInstanceConfig: { enableSecureBoot: true, enableIntegrityMonitoring: true },
    workloadMetadataConfig: { mode: "GKE_METADATA" },
  };
}
