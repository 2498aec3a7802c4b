import type { Construct } from "constructs";
import { type AddonProps, REPLICAS, requests } from "./addon";
import { Chart } from "./chart";

export interface CertManagerProps extends AddonProps {
  /** `cert-manager` wherever its pods have an identity in the cloud. */
  readonly namespace: string;
}

/** Certificates: those of webhooks inside the cluster, and those of names the world asks for. https://cert-manager.io/docs/installation/helm/ */
export class CertManager extends Chart {
  constructor(scope: Construct, id: string, { namespace, placement, after }: CertManagerProps) {
    super(scope, id, {
      name: "cert-manager",
      namespace,
      repository: "https://charts.jetstack.io",
      chart: "cert-manager",
      version: "v1.21.2",
      values: {
        // Definitions stay when the release goes, and so do all certificates.
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
    });
  }
}
