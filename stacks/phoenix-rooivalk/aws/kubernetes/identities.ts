import type { IRedis } from "@modules/aws/database/redis/redis";
import type { EksCluster } from "@modules/aws/eks/eks-cluster";
import { LoadBalancerControllerIdentity } from "@modules/aws/eks/load-balancer-controller-identity";
import { PodIdentity } from "@modules/aws/eks/pod-identity";
import type { ITargetGroup } from "@modules/aws/load-balancing/target-group";
import { grant } from "@modules/aws/security/role";
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

/** Pod identities of the application and the cluster's controllers. */
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
  // Validators publish metrics of their work.
  grant(application, "publish-metrics", {
    actions: ["cloudwatch:PutMetricData"],
    resources: ["*"],
    conditions: { StringEquals: { "cloudwatch:namespace": stack.environment.blockchain.metricsNamespace } },
  });
  new LoadBalancerControllerIdentity(stack, "load-balancing", { cluster, targetGroups: { pods: targetGroup } });
  addSecretsReader(stack, cluster, [login]);
}
