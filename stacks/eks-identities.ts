/** Who the controllers that run in every platform's cluster are for AWS. */
import type { EksCluster } from "@modules/aws/containers/eks-cluster";
import { PodIdentity } from "@modules/aws/containers/pod-identity";
import type { IRole } from "@modules/aws/security/role";
import type { AwsStack } from "./aws-stack";

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
    namespace: "external-secrets",
    serviceAccount: "external-secrets",
  });
  for (const source of sources) {
    source.grantRead(reader);
  }
  return reader;
}
