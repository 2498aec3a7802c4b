/** Who the controllers that run in every platform's cluster are for AWS. */

import type { EksCluster } from "@modules/aws/eks/eks-cluster";
import { PodIdentity } from "@modules/aws/eks/pod-identity";
import type { IAlerts } from "@modules/aws/operations/alerts";
import type { IRole } from "@modules/aws/security/role";
import { EXTERNAL_SECRETS_NAMESPACE, MONITORING_NAMESPACE } from "@modules/kubernetes/charts/namespaces";
import type { AwsStack } from "../../base/aws-stack";

/** What can be read, such as a secret. */
interface Readable {
  grantRead(role: IRole): void;
}

/**
 * External Secrets, which brings into the cluster what it may read and nothing else.
 *
 * @param sources what pods get as their secrets
 */
export function addSecretsReader(stack: AwsStack, cluster: EksCluster, sources: readonly Readable[]): PodIdentity {
  const reader = new PodIdentity(stack, "external-secrets", {
    name: `${cluster.physicalName}-external-secrets`,
    cluster,
    namespace: EXTERNAL_SECRETS_NAMESPACE,
    serviceAccount: "external-secrets",
  });
  for (const source of sources) {
    source.grantRead(reader);
  }
  return reader;
}

/** Alertmanager's pods. */
export const ALERT_PUBLISHER = { namespace: MONITORING_NAMESPACE, serviceAccount: "alertmanager" };

/** Alertmanager, which tells of what Prometheus finds wrong where alarms tell. */
export function addAlertPublisher(stack: AwsStack, cluster: EksCluster, alerts: IAlerts): PodIdentity {
  const publisher = new PodIdentity(stack, "alertmanager", {
    ...ALERT_PUBLISHER,
    name: `${cluster.physicalName}-alertmanager`,
    cluster,
  });
  alerts.grantPublish(publisher);
  return publisher;
}
