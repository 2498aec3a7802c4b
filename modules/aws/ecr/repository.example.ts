import { Repository } from "@modules/aws/ecr/repository";
import { Key } from "@modules/aws/security/key";
import { Role } from "@modules/aws/security/role";
import type { Construct } from "constructs";

/** A repository that keeps its 50 newest tagged images, an existing repository, and a role that may pull from both. */
export function example(scope: Construct): void {
  const key = new Key(scope, "key", { name: "storefront-images", description: "Images of the storefront" });
  const storefront = new Repository(scope, "storefront", { name: "storefront/web", key, keepTagged: 50 });
  const base = Repository.fromExisting(scope, "base", { name: "base/nodejs" });

  const role = new Role(scope, "execution", { name: "storefront-execution", assumedBy: "ecs-tasks.amazonaws.com" });
  storefront.grantPull(role);
  base.grantPull(role);
}
