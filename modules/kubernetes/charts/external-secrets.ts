import type { Construct } from "constructs";
import { type AddonProps, REPLICAS, requests } from "./addon";
import { Chart } from "./chart";

export interface ExternalSecretsProps extends AddonProps {
  /** `external-secrets` wherever its pods have an identity in the cloud. */
  readonly namespace: string;

  /** Of its service account, such as `iam.gke.io/gcp-service-account`; EKS finds the role of pods by name. @default none */
  readonly annotations?: Readonly<Record<string, string>>;
}

/**
 * Brings secrets from a cloud's store into the cluster, so that no state and no
 * chart ever holds them. It only reads: nothing is pushed back, nothing spread to
 * namespaces that did not ask. https://external-secrets.io/latest/introduction/getting-started/
 */
export class ExternalSecrets extends Chart {
  constructor(scope: Construct, id: string, { namespace, annotations = {}, placement, after }: ExternalSecretsProps) {
    super(scope, id, {
      name: "external-secrets",
      namespace,
      repository: "https://charts.external-secrets.io",
      chart: "external-secrets",
      version: "2.10.0",
      values: {
        installCRDs: true,
        // Without it, a deleted or renamed release deletes the definitions, and with them every Secret of the cluster.
        crds: { annotations: { "helm.sh/resource-policy": "keep" } },
        resources: requests("50m", "128Mi"),
        serviceAccount: { name: "external-secrets", annotations },
        replicaCount: REPLICAS,
        leaderElect: true,
        podDisruptionBudget: { enabled: true, minAvailable: 1 },
        processClusterExternalSecret: false,
        processClusterPushSecret: false,
        processPushSecret: false,
        webhook: {
          replicaCount: REPLICAS,
          podDisruptionBudget: { enabled: true, minAvailable: 1 },
          resources: requests("20m", "64Mi"),
        },
        certController: { resources: requests("20m", "128Mi") },
        ...(placement ? { global: placement } : {}),
      },
      after,
    });
  }
}
