import type { IPostgres } from "@modules/aws/database/postgres/postgres";
import type { DatabaseUsers } from "@modules/aws/database/users/database-users";
import type { EksCluster } from "@modules/aws/eks/eks-cluster";
import { PodIdentity } from "@modules/aws/eks/pod-identity";
import { Parameter } from "@modules/aws/operations/parameter";
import { REDIS_PORT } from "@modules/core/ports";
import type { DafnckmachineEnvironment } from "../../../../environments/dafnckmachine/schema";
import type { AwsStack } from "../../../base/aws-stack";
import { addSecretsReader } from "../../../parts/aws/eks-identities";
import { AGENTS, API, NAMESPACES } from "../../cluster/pods";
import type { Caches } from "../data/caches";
import type { Tables } from "../data/tables";
import { AGENTS_USER, API_USER } from "../data/users";

/** Data that pods get permissions for. */
export interface PodData {
  readonly caches: Caches;
  readonly tables: Tables;
  readonly database: IPostgres;
  readonly users: DatabaseUsers;
}

/** Parameters with URLs without a password, for pods that log in with IAM tokens. */
export interface PodParameters {
  readonly cacheUrl: Parameter;
  readonly databaseUrl: Parameter;
}

/**
 * EKS Pod Identity associations of the platform's pods, and the secrets that External Secrets may read for them.
 *
 * @returns the parameters with the URLs of the application cache and of the agents' database
 */
export function addPodIdentities(
  stack: AwsStack<DafnckmachineEnvironment>,
  cluster: EksCluster,
  { caches, tables, database, users }: PodData,
): PodParameters {
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
  database.grantConnect(agents, AGENTS_USER);
  const databaseUrl = new Parameter(stack, "database-url", {
    name: `/${stack.named("dafnckmachine")}/database/url`,
    description: "Where the database is and as whom agents connect, with a token of their own",
    value: `postgresql://${AGENTS_USER}@${database.address}:${database.port}/${stack.environment.platform}?sslmode=require`,
  });
  addSecretsReader(stack, cluster, [users.secretOf(API_USER), cacheUrl, databaseUrl]);
  return { cacheUrl, databaseUrl };
}

/** URL of a cache with the user and without a password: clients sign an IAM token instead. */
export function redisUrl({ userName, endpoint }: Pick<Caches["session"], "userName" | "endpoint">): string {
  return `rediss://${userName}@${endpoint}:${REDIS_PORT}`;
}
