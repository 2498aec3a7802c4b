import type { IRedis } from "@modules/aws/database/redis/redis";
import type { EksCluster } from "@modules/aws/eks/eks-cluster";
import { LoadBalancerControllerIdentity } from "@modules/aws/eks/load-balancer-controller-identity";
import { PodIdentity } from "@modules/aws/eks/pod-identity";
import type { ITargetGroup } from "@modules/aws/load-balancing/target-group";
import type { ISecret } from "@modules/aws/security/secret";
import type { PhoenixRooivalkEnvironment } from "../../../../environments/phoenix-rooivalk/schema";
import type { AwsStack } from "../../../base/aws-stack";
import { addSecretsReader } from "../../../parts/aws/eks-identities";
import type { Buckets } from "../data/buckets";

/** Data in the cluster's region that the application uses. */
export interface ApplicationData {
  readonly buckets: Buckets;
  readonly cache: IRedis;
  /** Login of the application in the database. */
  readonly login: ISecret;
}

export interface IdentitiesProps {
  readonly cluster: EksCluster;
  readonly data: ApplicationData;
  readonly targetGroup: ITargetGroup;
}

/** Pod identities of the application, the CloudWatch agent and the cluster's controllers. */
export function addIdentities(
  stack: AwsStack<PhoenixRooivalkEnvironment>,
  { cluster, data, targetGroup }: IdentitiesProps,
): void {
  const { buckets, cache, login } = data;
  const application = new PodIdentity(stack, "application", {
    name: stack.named("phoenix-rooivalk-application"),
    cluster,
    ...stack.environment.kubernetes.application,
  });
  buckets["app-data"].grantReadWrite(application);
  buckets["ai-models"].grantRead(application);
  buckets["blockchain-backups"].grantPut(application);
  login.grantRead(application);
  cache.grantConnect(application);
  new PodIdentity(stack, "monitoring-agent", {
    name: stack.named("phoenix-rooivalk-monitoring"),
    cluster,
    namespace: "amazon-cloudwatch",
    serviceAccount: "cloudwatch-agent",
    managedPolicies: { agent: "arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy" },
  });
  new LoadBalancerControllerIdentity(stack, "load-balancing", { cluster, targetGroups: { pods: targetGroup } });
  addSecretsReader(stack, cluster, [login]);
}
