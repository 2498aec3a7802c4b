import {
  EcrPullThroughCacheRule,
  type EcrPullThroughCacheRuleConfig,
} from "@cdktf/provider-aws/lib/ecr-pull-through-cache-rule";
import { EcrRepositoryCreationTemplate } from "@cdktf/provider-aws/lib/ecr-repository-creation-template";
import { check, checkPattern, checkWholeNumber } from "@modules/core/checks";
import { Construct } from "constructs";
import { accountOf, arn } from "../account";
import { grant, type IRole } from "../security/role";
import { registryHost } from "./registry-host";

export interface PullThroughCacheProps {
  /** Prefix of the repositories' names, such as `docker-hub`: 2 to 30 lower-case letters, digits and `._-`. */
  readonly prefix: string;

  /** Host of the registry that images come from, such as `registry-1.docker.io`, `ghcr.io` or `quay.io`. */
  readonly upstream: string;

  /**
   * ARN of a secret in the same region with the fields `username` and `accessToken`, whose name begins with
   * `ecr-pullthroughcache/`. Docker Hub and GitHub's registry require one. The secret must have its value first,
   * because ECR reads it when it creates the rule.
   * @default no login
   */
  readonly credentialsArn?: string;

  /** Days after which a cached image expires; the next pull fetches it again. @default 90 */
  readonly cachedDays?: number;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<EcrPullThroughCacheRuleConfig>;
}

/**
 * Registries from which ECR can pull only with a login.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html
 */
const WITH_LOGIN = ["registry-1.docker.io", "ghcr.io", "registry.gitlab.com"];

/**
 * A pull-through cache of another registry in ECR. With a login, nodes behind a few public addresses do not share the
 * limit of anonymous pulls. Cached images stay available while the other registry is down.
 */
export class PullThroughCache extends Construct {
  /** Address that replaces the other registry's: `<account>.dkr.ecr.<region>.amazonaws.com/<prefix>`. */
  readonly url: string;
  /** ARN pattern of the repositories that ECR creates. */
  readonly repositoriesArn: string;

  constructor(scope: Construct, id: string, props: PullThroughCacheProps) {
    super(scope, id);
    const { prefix, upstream, credentialsArn, cachedDays = 90, overrides } = props;
    checkPattern(
      this,
      "prefix",
      prefix,
      /^(?=.{2,30}$)[a-z0-9]+([._-][a-z0-9]+)*$/,
      "2 to 30 lower-case letters, digits and ._-",
    );
    checkWholeNumber(this, "cachedDays", cachedDays, 1);
    check(
      this,
      credentialsArn === undefined
        ? !WITH_LOGIN.includes(upstream)
        : credentialsArn.includes(":secret:ecr-pullthroughcache/"),
      "credentialsArn",
      `the ARN of a secret named ecr-pullthroughcache/... for ${upstream}`,
      credentialsArn,
    );
    new EcrPullThroughCacheRule(this, "Default", {
      ecrRepositoryPrefix: prefix,
      upstreamRegistryUrl: upstream,
      credentialArn: credentialsArn,
      ...overrides,
    });
    new EcrRepositoryCreationTemplate(this, "template", {
      prefix,
      description: `Images of ${upstream}`,
      appliedFor: ["PULL_THROUGH_CACHE"],
      // A tag of the other registry may move; ECR updates the cached tag within a day.
      imageTagMutability: "MUTABLE",
      lifecyclePolicy: JSON.stringify({
        rules: [
          {
            rulePriority: 1,
            description: `Forget images after ${cachedDays} days`,
            selection: { tagStatus: "any", countType: "sinceImagePushed", countUnit: "days", countNumber: cachedDays },
            action: { type: "expire" },
          },
        ],
      }),
    });
    this.url = `${registryHost(accountOf(this))}/${prefix}`;
    this.repositoriesArn = arn(this, "ecr", `repository/${prefix}/*`);
  }

  /**
   * Allows the role of a node to pull images that are not cached yet. The role also needs the permission to pull from
   * ECR.
   */
  grantImport(role: IRole): void {
    // The first pull of an image creates its repository.
    grant(role, `import-${this.node.id}`, {
      actions: ["ecr:BatchImportUpstreamImage", "ecr:CreateRepository"],
      resources: [this.repositoriesArn],
    });
  }
}
