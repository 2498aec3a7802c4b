import { ArtifactRegistryRepository } from "@cdktf/provider-google/lib/artifact-registry-repository";
import { ArtifactRegistryRepositoryIamMember } from "@cdktf/provider-google/lib/artifact-registry-repository-iam-member";
import { Construct, type IConstruct } from "constructs";
import { projectOf } from "../project";
import type { IServiceAccount } from "../security/service-account";

export interface IRepository extends IConstruct {
  /** Address of its images, before theirs: `<region>-docker.pkg.dev/<project>/<name>`; known at synth. */
  readonly url: string;
  /** Lets the account pull images, as nodes do. */
  grantPull(account: IServiceAccount): void;
}

export interface RepositoryProps {
  /** 2 to 63 lower-case letters, digits and hyphens. A change replaces the repository, images and all. */
  readonly name: string;

  /** What it holds. */
  readonly description: string;

  /** Days an image without a tag is kept. @default 14 */
  readonly untaggedDays?: number;

  /** Refuse deletion by Terraform. @default true */
  readonly deletionProtection?: boolean;
}

/** A private registry of container images: their tags never move, every push is scanned where the project has scanning on. */
export class Repository extends Construct implements IRepository {
  readonly url: string;

  private readonly id: string;

  constructor(scope: Construct, id: string, props: RepositoryProps) {
    super(scope, id);
    const { name, description, untaggedDays = 14, deletionProtection = true } = props;
    const { id: project, region } = projectOf(this);
    const repository = new ArtifactRegistryRepository(this, "Default", {
      repositoryId: name,
      location: region,
      format: "DOCKER",
      description,
      dockerConfig: { immutableTags: true },
      vulnerabilityScanningConfig: { enablementConfig: "INHERITED" },
      // A tag that never moves is never removed either, nor its image.
      cleanupPolicies: [
        {
          id: "delete-untagged",
          action: "DELETE",
          condition: { tagState: "UNTAGGED", olderThan: `${untaggedDays * 24 * 60 * 60}s` },
        },
      ],
      cleanupPolicyDryRun: false,
      lifecycle: { preventDestroy: deletionProtection },
    });
    this.id = repository.id;
    this.url = `${region}-docker.pkg.dev/${project}/${name}`;
  }

  grantPull(account: IServiceAccount): void {
    new ArtifactRegistryRepositoryIamMember(account, `pull-${this.node.id}`, {
      repository: this.id,
      role: "roles/artifactregistry.reader",
      member: account.member,
    });
  }
}
