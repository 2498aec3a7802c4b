import type { EksCluster } from "@modules/aws/eks/eks-cluster";
import { PodIdentity } from "@modules/aws/eks/pod-identity";
import { Parameter } from "@modules/aws/operations/parameter";
import type { ISecret } from "@modules/aws/security/secret";
import { REDIS_PORT } from "@modules/core/ports";
import type { DafnckmachineEnvironment } from "../../../../environments/dafnckmachine/schema";
import type { AwsStack } from "../../../base/aws-stack";
import { addSecretsReader } from "../../../parts/aws/eks-identities";
import { AGENTS, API, NAMESPACES } from "../../cluster/pods";
import type { Caches } from "../data/caches";
import type { Tables } from "../data/tables";

/** Data that pods get permission for. */
export interface PodData {
  readonly caches: Caches;
  readonly tables: Tables;
  readonly secrets: { readonly database: ISecret };
}

/**
 * EKS Pod Identity associations of the platform's pods, and the secrets that External Secrets may read for them.
 *
 * @returns the parameter with the URL of the application cache
 */
export function addPodIdentities(
  stack: AwsStack<DafnckmachineEnvironment>,
  cluster: EksCluster,
  { caches, tables, secrets }: PodData,
): Parameter {
  const identity = (name: string, namespace: string) =>
    new PodIdentity(stack, name, {
      name: `${cluster.physicalName}-${name}`,
      cluster,
      namespace,
      serviceAccount: name,
    });
  const agents = identity(AGENTS, NAMESPACES.agents);
  caches.application.grantConnect(agents);
  caches.session.grantConnect(agents);
  tables.agentMetrics.grantReadWrite(agents);
  caches.cluster.grantConnect(identity(API, NAMESPACES.api));
  const cacheUrl = new Parameter(stack, "cache-url", {
    name: `/${stack.named("dafnckmachine")}/application-cache/url`,
    description: "Where the application's cache is and as whom clients connect, with a token of their own",
    value: redisUrl(caches.application),
  });
  addSecretsReader(stack, cluster, [secrets.database, cacheUrl]);
  return cacheUrl;
}

/** URL of a cache without a password: clients sign an IAM token as the user. */
export function redisUrl({ userName, endpoint }: Pick<Caches["session"], "userName" | "endpoint">): string {
  return `rediss://${userName}@${endpoint}:${REDIS_PORT}`;
}
