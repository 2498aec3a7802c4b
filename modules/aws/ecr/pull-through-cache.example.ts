import { PullThroughCache } from "@modules/aws/ecr/pull-through-cache";
import { Role } from "@modules/aws/security/role";
import type { Construct } from "constructs";

/** A cache of Docker Hub, to which ECR logs in with the credentials in a secret. */
export function example(scope: Construct): void {
  const cache = new PullThroughCache(scope, "docker-hub", {
    prefix: "example-docker-hub",
    upstream: "registry-1.docker.io",
    credentialsArn: "arn:aws:secretsmanager:us-east-1:111122223333:secret:ecr-pullthroughcache/docker-hub-a1b2c3",
  });

  cache.grantImport(new Role(scope, "nodes", { name: "example-nodes", assumedBy: "ec2.amazonaws.com" }));
}
