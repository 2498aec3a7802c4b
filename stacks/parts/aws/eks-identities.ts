/** Pod identities of the controllers that several platforms' clusters run. */

import type { EksCluster } from "@modules/aws/eks/eks-cluster";
import { PodIdentity } from "@modules/aws/eks/pod-identity";
import type { IAlerts } from "@modules/aws/operations/alerts";
import type { IRole } from "@modules/aws/security/role";
import { EXTERNAL_SECRETS_NAMESPACE, MONITORING_NAMESPACE } from "@modules/kubernetes/charts/namespaces";
import type { AwsStack } from "../../base/aws-stack";

/** A secret or a parameter. */
interface Readable {
  grantRead(role: IRole): void;
}

/**
 * Allows External Secrets to read only the given sources.
 *
 * @param sources secrets and parameters that become Secrets of pods
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

/** Service account of Alertmanager's pods. */
export const ALERT_PUBLISHER = { namespace: MONITORING_NAMESPACE, serviceAccount: "alertmanager" };

/** Allows Alertmanager to publish to the topic of the alarms. */
export function addAlertPublisher(stack: AwsStack, cluster: EksCluster, alerts: IAlerts): PodIdentity {
  const publisher = new PodIdentity(stack, "alertmanager", {
    ...ALERT_PUBLISHER,
    name: `${cluster.physicalName}-alertmanager`,
    cluster,
  });
  alerts.grantPublish(publisher);
  return publisher;
}
