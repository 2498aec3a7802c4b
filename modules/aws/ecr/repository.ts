import { EcrLifecyclePolicy } from "@cdktf/provider-aws/lib/ecr-lifecycle-policy";
import { EcrRepository, type EcrRepositoryConfig } from "@cdktf/provider-aws/lib/ecr-repository";
import { check, checkWholeNumber } from "@modules/core/checks";
import { Construct, type IConstruct } from "constructs";
import { accountOf, arn } from "../account";
import type { IKey } from "../security/key";
import { grant, type IRole } from "../security/role";
import { registryHost } from "./registry-host";

export interface IRepository extends IConstruct {
  readonly arn: string;
  /** Address of images without a tag: `<account>.dkr.ecr.<region>.amazonaws.com/<name>`. */
  readonly url: string;
  readonly name: string;
  /** Allows a role to pull images, such as the execution role of a task or the role of a node. */
  grantPull(role: IRole): void;
}

export interface RepositoryProps {
  /** Name of the repository: 2 to 256 lower-case letters and digits, with single separators `. _ - /` between them. */
  readonly name: string;

  /** Key that encrypts images. A change replaces the repository and deletes its images. */
  readonly key: IKey;

  /** Days after which an image without a tag expires. @default 14 */
  readonly untaggedDays?: number;

  /** Number of newest tagged images to keep besides the releases. @default 100 */
  readonly keepTagged?: number;

  /**
   * Number of newest releases to keep: images with a tag such as `v1.2.0`. They are counted separately, so that builds
   * with other tags never expire a release that production or a standby still runs.
   * @default 1000
   */
  readonly keepReleases?: number;

  /** Refuse deletion by Terraform, and deletion of a repository with images. @default true */
  readonly deletionProtection?: boolean;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<EcrRepositoryConfig>;
}

export interface RepositoryAttributes {
  /** Name of a repository in the stack's account and region. */
  readonly name: string;
}

const NAME = /^[a-z0-9]+([._-][a-z0-9]+)*(\/[a-z0-9]+([._-][a-z0-9]+)*)*$/;

/** A private repository for the versions of an image. Tags are immutable, and ECR scans every image that is pushed. */
export class Repository extends Construct implements IRepository {
  readonly arn: string;
  readonly url: string;
  readonly name: string;

  constructor(scope: Construct, id: string, props: RepositoryProps) {
    super(scope, id);
    const {
      name,
      key,
      untaggedDays = 14,
      keepTagged = 100,
      keepReleases = 1000,
      deletionProtection = true,
      overrides,
    } = props;
    const accepted = NAME.test(name) && name.length >= 2 && name.length <= 256;
    const rule = "2 to 256 lower-case letters, digits and single separators . _ - / between them";
    check(this, accepted, "name", rule, name);
    checkWholeNumber(this, "untaggedDays", untaggedDays, 1);
    checkWholeNumber(this, "keepTagged", keepTagged, 1);
    checkWholeNumber(this, "keepReleases", keepReleases, 1);
    const repository = new EcrRepository(this, "Default", {
      name,
      imageTagMutability: "IMMUTABLE",
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfiguration: [{ encryptionType: "KMS", kmsKey: key.arn }],
      forceDelete: !deletionProtection,
      lifecycle: { preventDestroy: deletionProtection },
      ...overrides,
    });
    new EcrLifecyclePolicy(this, "lifecycle", {
      repository: repository.name,
      policy: JSON.stringify({
        rules: [expireUntagged(untaggedDays), expireReleases(keepReleases), expireOldest(keepTagged)],
      }),
    });
    this.arn = repository.arn;
    this.url = repository.repositoryUrl;
    this.name = repository.name;
  }

  /** A repository that another stack or tool owns. */
  static fromExisting(scope: Construct, id: string, attributes: RepositoryAttributes): IRepository {
    return new ExistingRepository(scope, id, attributes);
  }

  grantPull(role: IRole): void {
    grantPull(this, role);
  }
}

class ExistingRepository extends Construct implements IRepository {
  readonly arn: string;
  readonly url: string;
  readonly name: string;

  constructor(scope: Construct, id: string, { name }: RepositoryAttributes) {
    super(scope, id);
    this.arn = arn(this, "ecr", `repository/${name}`);
    this.url = `${registryHost(accountOf(this))}/${name}`;
    this.name = name;
  }

  grantPull(role: IRole): void {
    grantPull(this, role);
  }
}

/** Allows a role to pull. The role needs no permission for the key, because ECR decrypts images with its own grant. */
function grantPull({ node, arn: repositoryArn }: IRepository, role: IRole): void {
  grant(
    role,
    `pull-${node.id}`,
    {
      actions: ["ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage"],
      resources: [repositoryArn],
    },
    // `ecr:GetAuthorizationToken` does not support resource-level permissions, because the token is valid for the whole
    // registry.
    { actions: ["ecr:GetAuthorizationToken"], resources: ["*"] },
  );
}

function expireUntagged(days: number) {
  return {
    rulePriority: 1,
    description: `Untagged images after ${days} days`,
    selection: { tagStatus: "untagged", countType: "sinceImagePushed", countUnit: "days", countNumber: days },
    action: { type: "expire" },
  };
}

/** Lifecycle rule for releases. Rules with a later priority do not apply to images that this rule matches. */
function expireReleases(count: number) {
  return {
    rulePriority: 2,
    description: `All but the newest ${count} releases`,
    selection: { tagStatus: "tagged", tagPatternList: ["v*"], countType: "imageCountMoreThan", countNumber: count },
    action: { type: "expire" },
  };
}

function expireOldest(count: number) {
  return {
    rulePriority: 3,
    description: `All but the newest ${count} tagged images`,
    selection: { tagStatus: "tagged", tagPatternList: ["*"], countType: "imageCountMoreThan", countNumber: count },
    action: { type: "expire" },
  };
}
