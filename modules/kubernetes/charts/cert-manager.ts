import type { Construct } from "constructs";
import { type AddonProps, REPLICAS, requests } from "./addon";
import { Chart } from "./chart";
import { CERT_MANAGER_NAMESPACE } from "./namespaces";

export interface CertManagerProps extends AddonProps {
  /**
   * An existing namespace. `CertManagerIdentity` binds its role to the service account in the namespace `cert-manager`,
   * so do not change it on EKS.
   * @default "cert-manager"
   */
  readonly namespace?: string;
}

/**
 * cert-manager, which issues and renews TLS certificates for webhooks inside the cluster and for public names.
 * https://cert-manager.io/docs/installation/helm/
 */
export class CertManager extends Chart {
  constructor(scope: Construct, id: string, props: CertManagerProps = {}) {
    const { namespace = CERT_MANAGER_NAMESPACE, placement, after, overrides } = props;
    super(scope, id, {
      name: "cert-manager",
      namespace,
      repository: "https://charts.jetstack.io",
      chart: "cert-manager",
      version: "v1.21.2",
      values: {
        // Deleting the custom resource definitions would delete all certificates, so Helm keeps them when the release
        // is deleted.
        crds: { enabled: true, keep: true },
        global: { leaderElection: { namespace } },
        replicaCount: REPLICAS,
        podDisruptionBudget: { enabled: true, minAvailable: 1 },
        resources: requests("50m", "128Mi"),
        ...placement,
        webhook: {
          replicaCount: REPLICAS,
          podDisruptionBudget: { enabled: true, minAvailable: 1 },
          resources: requests("20m", "64Mi"),
          ...placement,
        },
        cainjector: { resources: requests("50m", "256Mi"), ...placement },
        startupapicheck: { ...placement },
      },
      after,
      overrides,
    });
  }
}
