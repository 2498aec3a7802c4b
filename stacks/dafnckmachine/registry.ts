import { RegistryReplication } from "@modules/aws/containers/registry-replication";
import { Repository } from "@modules/aws/containers/repository";
import type { IKey } from "@modules/aws/security/key";
import type { Construct } from "constructs";
import type { DafnckmachineEnvironment } from "../../environments/dafnckmachine/environment";
import { EnvironmentStack } from "../environment-stack";

export interface RegistryNeeds {
  readonly key: IKey;
  /** The registry of another region, which gets every image too. @default none */
  readonly copies?: RegistryStack;
}

/** Services of ECS, the API of Kubernetes, the tiers of instances and the nightly batch. */
const IMAGES = [
  "agent-orchestration",
  "user-management",
  "dafnck-machine/api",
  "web",
  "api",
  "worker",
  "batch",
] as const;

export type Image = (typeof IMAGES)[number];

/**
 * A repository for each image, in one region. Stands alone, since images are pushed between
 * this stack and those that run them.
 */
export class RegistryStack extends EnvironmentStack<DafnckmachineEnvironment> {
  readonly repositories: Readonly<Record<Image, Repository>>;

  constructor(
    scope: Construct,
    environment: DafnckmachineEnvironment,
    { key, copies }: RegistryNeeds,
    region = environment.account.region,
  ) {
    super(scope, environment, "registry", { region });
    this.repositories = Object.fromEntries(
      IMAGES.map((image) => [
        image,
        new Repository(this, image.replace("/", "-"), {
          name: this.named(image),
          key,
          deletionProtection: environment.deletionProtection,
        }),
      ]),
    ) as Record<Image, Repository>;
    if (copies) {
      new RegistryReplication(this, "replication", {
        region: copies.region,
        destinations: Object.values(copies.repositories),
      });
    }
  }
}
