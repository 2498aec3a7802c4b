import { RegistryReplication } from "@modules/aws/ecr/registry-replication";
import { Repository } from "@modules/aws/ecr/repository";
import type { IKey } from "@modules/aws/security/key";
import type { Construct } from "constructs";
import type { Environment } from "../../../environments/schema/environment";
import { AwsStack } from "../../base/aws-stack";

export interface RegistryProps<Image extends string> {
  /** Names of the images, such as `api` or `shop/api`. */
  readonly images: readonly Image[];
  readonly key: IKey;
  /**
   * Registry of another region that gets a copy of every image. ECR replicates to it when `account.createDefaults` is
   * true; otherwise push every image to both regions. @default none
   */
  readonly copies?: RegistryStack<Image>;
}

/** A repository for each image, in one region. Push the images before you apply the stacks that run them. */
export class RegistryStack<Image extends string> extends AwsStack {
  readonly repositories: Readonly<Record<Image, Repository>>;

  constructor(
    scope: Construct,
    environment: Environment,
    { images, key, copies }: RegistryProps<Image>,
    region = environment.account.region,
  ) {
    super(scope, environment, "registry", { region });
    this.repositories = Object.fromEntries(
      images.map((image) => [
        image,
        new Repository(this, image.replace("/", "-"), {
          name: this.named(image),
          key,
          deletionProtection: environment.deletionProtection,
        }),
      ]),
    ) as Record<Image, Repository>;
    if (copies && environment.account.createDefaults) {
      new RegistryReplication(this, "replication", {
        region: copies.region,
        destinations: Object.values(copies.repositories),
      });
    }
  }
}
