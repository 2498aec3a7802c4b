import type { Construct } from "constructs";
import { type AddonProps, REPLICAS, requests } from "./addon";
import { Chart } from "./chart";
import { EXTERNAL_SECRETS_NAMESPACE } from "./namespaces";

export interface ExternalSecretsProps extends AddonProps {
  /**
   * An existing namespace. Bind the cloud identity of the controller to the service account `external-secrets` in it.
   * @default "external-secrets"
   */
  readonly namespace?: string;

  /**
   * Annotations of the service account, such as `iam.gke.io/gcp-service-account`. EKS needs none, because it binds pod
   * identities by the account's name. @default {}
   */
  readonly annotations?: Readonly<Record<string, string>>;
}

/**
 * External Secrets, which copies secrets from a cloud's secret store into the cluster, so that neither charts nor the
 * state hold them. It only reads: writing to stores and copying to all namespaces are disabled.
 * https://external-secrets.io/latest/introduction/getting-started/
 */
export class ExternalSecrets extends Chart {
  constructor(scope: Construct, id: string, props: ExternalSecretsProps = {}) {
    const { namespace = EXTERNAL_SECRETS_NAMESPACE, annotations = {}, placement, after, overrides } = props;
    super(scope, id, {
      name: "external-secrets",
      namespace,
      repository: "https://charts.external-secrets.io",
      chart: "external-secrets",
      version: "2.10.0",
      values: {
        installCRDs: true,
        // Without this annotation, deleting or renaming the release would delete the custom resource definitions, and
        // with them every Secret that the controller made.
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
      overrides,
    });
  }
}
