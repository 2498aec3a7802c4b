/** What every GKE cluster has, whatever its network. */
import type { ContainerClusterConfig } from "@cdktf/provider-google/lib/container-cluster";
import type { IKey } from "../security/key";
import type { IServiceAccount } from "../security/service-account";

type Settings = Partial<ContainerClusterConfig>;

/** In the order of the API, which gives lists back in it. */
const CONTROL_PLANE = ["APISERVER", "SCHEDULER", "CONTROLLER_MANAGER"];

/** Who a caller is, is known by IAM alone: no passwords, certificates or attributes. */
export const AUTHENTICATION: Settings = {
  anonymousAuthenticationConfig: { mode: "LIMITED" },
  enableLegacyAbac: false,
  masterAuth: { clientCertificateConfig: { issueClientCertificate: false } },
};

export const HARDENING: Settings = {
  enableShieldedNodes: true,
  // Google has ended the scanning of running workloads; images are scanned where they are kept.
  securityPostureConfig: { mode: "BASIC", vulnerabilityMode: "VULNERABILITY_DISABLED" },
  nodePoolDefaults: { nodeConfigDefaults: { insecureKubeletReadonlyPortEnabled: "FALSE" } },
};

export const ADDONS: Settings = {
  addonsConfig: {
    httpLoadBalancing: { disabled: false },
    horizontalPodAutoscaling: { disabled: false },
    networkPolicyConfig: { disabled: false },
    gcePersistentDiskCsiDriverConfig: { enabled: true },
    // On by itself since 1.34. It answers on the node, where Calico takes it for none of the pods that policies let others ask.
    dnsCacheConfig: { enabled: false },
  },
  // On GKE's older data plane, its default: Dataplane V2 would exclude Calico.
  networkPolicy: { enabled: true, provider: "CALICO" },
};

export const OBSERVATION: Settings = {
  // Flow logs see what pods of one node say to each other, too.
  enableIntranodeVisibility: true,
  loggingConfig: { enableComponents: ["SYSTEM_COMPONENTS", "WORKLOADS", ...CONTROL_PLANE] },
  monitoringConfig: {
    enableComponents: ["SYSTEM_COMPONENTS", ...CONTROL_PLANE],
    managedPrometheus: { enabled: true },
  },
  costManagementConfig: { enabled: true },
};

/** Nights of American weekends: GKE refuses a window of less than 48 hours in 32 days. */
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

/** What nodes may do is said by the roles of their account alone; https://cloud.google.com/kubernetes-engine/docs/how-to/access-scopes */
export const CLOUD_PLATFORM = ["https://www.googleapis.com/auth/cloud-platform"];

/** What a node is whichever its pool: its disk encrypted, its boot measured, its own identity hidden from pods. */
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
