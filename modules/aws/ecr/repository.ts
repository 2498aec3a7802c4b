import { EcrLifecyclePolicy } from "@cdktf/provider-aws/lib/ecr-lifecycle-policy";
import { EcrRepository } from "@cdktf/provider-aws/lib/ecr-repository";
import { Construct, type IConstruct } from "constructs";
import type { IKey } from "../security/key";
import { grant, type IRole } from "../security/role";

export interface IRepository extends IConstruct {
  readonly arn: string;
  /** Address of an image without its tag: `<account>.dkr.ecr.<region>.amazonaws.com/<name>`. */
  readonly url: string;
  readonly name: string;
  /** Lets the role pull images, as an execution role of ECS or a node does. */
  grantPull(role: IRole): void;
}

export interface RepositoryProps {
  /** 2 to 256 lower-case letters, digits and `. _ - /`, the separators only between others. */
  readonly name: string;

  /** A change replaces the repository, images and all. */
  readonly key: IKey;

  /** Days an image without a tag is kept. @default 14 */
  readonly untaggedDays?: number;

  /** Newest tagged images to keep; must cover every version that may be rolled back to. @default 100 */
  readonly keepTagged?: number;

  /** Refuse deletion by Terraform, and of a repository that still holds images. @default true */
  readonly deletionProtection?: boolean;
}

const NAME = /^[a-z0-9]+([._-][a-z0-9]+)*(\/[a-z0-9]+([._-][a-z0-9]+)*)*$/;

/** A private registry of one image: its tags never move, every push is scanned. */
export class Repository extends Construct implements IRepository {
  readonly arn: string;
  readonly url: string;
  readonly name: string;

  constructor(scope: Construct, id: string, props: RepositoryProps) {
    super(scope, id);
    const { name, key, untaggedDays = 14, keepTagged = 100, deletionProtection = true } = props;
    if (!NAME.test(name) || name.length < 2 || name.length > 256) {
      throw new Error(
        `${this.node.path}: name must be 2 to 256 lower-case letters, digits and single separators . _ - / between them, got ${name}`,
      );
    }
    const repository = new EcrRepository(this, "Default", {
      name,
      imageTagMutability: "IMMUTABLE",
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfiguration: [{ encryptionType: "KMS", kmsKey: key.arn }],
      forceDelete: !deletionProtection,
      lifecycle: { preventDestroy: deletionProtection },
    });
    new EcrLifecyclePolicy(this, "lifecycle", {
      repository: repository.name,
      policy: JSON.stringify({ rules: [expireUntagged(untaggedDays), expireOldest(keepTagged)] }),
    });
    this.arn = repository.arn;
    this.url = repository.repositoryUrl;
    this.name = repository.name;
  }

  /** Needs no permission on the key: the registry decrypts by its own grant. */
  grantPull(role: IRole): void {
    grant(
      role,
      `pull-${this.node.id}`,
      {
        actions: ["ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage"],
        resources: [this.arn],
      },
      // Logs in to the whole registry; the action knows no resource.
      { actions: ["ecr:GetAuthorizationToken"], resources: ["*"] },
    );
  }
}

function expireUntagged(days: number) {
  return {
    rulePriority: 1,
    description: `Untagged images after ${days} days`,
    selection: { tagStatus: "untagged", countType: "sinceImagePushed", countUnit: "days", countNumber: days },
    action: { type: "expire" },
  };
}

function expireOldest(count: number) {
  return {
    rulePriority: 2,
    description: `All but the newest ${count} tagged images`,
    selection: { tagStatus: "tagged", tagPatternList: ["*"], countType: "imageCountMoreThan", countNumber: count },
    action: { type: "expire" },
  };
}
