import type { EksCluster } from "@modules/aws/containers/eks-cluster";
import { PodIdentity } from "@modules/aws/containers/pod-identity";
import type { IRedis } from "@modules/aws/database/redis";
import type { ISecret } from "@modules/aws/security/secret";
import type { PhoenixRooivalkEnvironment } from "../../environments/phoenix-rooivalk/environment";
import type { AwsStack } from "../aws-stack";
import type { Buckets } from "./data-buckets";

/** What the region has of the platform's data. */
export interface ApplicationData {
  readonly buckets: Buckets;
  readonly cache: IRedis;
  readonly password: ISecret;
}

/** Who pods are for AWS: the application's own, and the agent that sends metrics and logs. */
export function addIdentities(
  stack: AwsStack<PhoenixRooivalkEnvironment>,
  cluster: EksCluster,
  { buckets, cache, password }: ApplicationData,
): void {
  const application = new PodIdentity(stack, "application", {
    name: stack.named("phoenix-rooivalk-application"),
    cluster,
    ...stack.environment.kubernetes.application,
  });
  buckets["app-data"].grantReadWrite(application);
  buckets["ai-models"].grantRead(application);
  buckets["blockchain-backups"].grantPut(application);
  password.grantRead(application);
  cache.grantConnect(application);
  new PodIdentity(stack, "monitoring-agent", {
    name: stack.named("phoenix-rooivalk-monitoring"),
    cluster,
    namespace: "amazon-cloudwatch",
    serviceAccount: "cloudwatch-agent",
    managedPolicies: { agent: "arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy" },
  });
}
