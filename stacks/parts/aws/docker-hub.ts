/** Images of Docker Hub, which nodes pull through ECR if the environment has a login. */
import { PullThroughCache } from "@modules/aws/ecr/pull-through-cache";
import { registryHost } from "@modules/aws/ecr/registry-host";
import type { EksNodeGroup } from "@modules/aws/eks/eks-node-group";
import { fitName } from "@modules/aws/names";
import type { Environment } from "../../../environments/schema/environment";
import type { ClusterSettings } from "../../../environments/schema/kubernetes";
import type { AwsStack } from "../../base/aws-stack";

type ClusterEnvironment = Environment & { readonly kubernetes: ClusterSettings };

/** Adds the cache of Docker Hub, from which the nodes may pull, if the environment has a login. */
export function addDockerHub(stack: AwsStack<ClusterEnvironment>, nodes: readonly EksNodeGroup[]): void {
  const { dockerHubSecretArn: credentialsArn } = stack.environment.kubernetes;
  if (credentialsArn === undefined) {
    return;
  }
  const cache = new PullThroughCache(stack, "docker-hub", {
    prefix: prefixOf(stack.environment),
    upstream: "registry-1.docker.io",
    credentialsArn,
  });
  for (const { role } of nodes) {
    cache.grantImport(role);
  }
}

/** Registry for images of Docker Hub in the primary region's cluster: ECR's cache, or Docker Hub itself. */
export function dockerHub(environment: ClusterEnvironment): string {
  return environment.kubernetes.dockerHubSecretArn
    ? `${registryHost(environment.account)}/${prefixOf(environment)}`
    : "docker.io";
}

/** Values of the Grafana chart for images from ECR's cache of Docker Hub; empty without the cache. */
export function cachedGrafana(environment: ClusterEnvironment): object {
  const registry = dockerHub(environment);
  return environment.kubernetes.dockerHubSecretArn
    ? { image: { registry }, initChownData: { image: { registry } } }
    : {};
}

/** Prefix of the cached repositories' names, unique in an account that several environments share. */
function prefixOf({ platform, nameSuffix }: Environment): string {
  return fitName(`docker-hub-${platform}${nameSuffix}`, 30);
}
