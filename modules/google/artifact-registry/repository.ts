import { ArtifactRegistryRepository } from "@cdktf/provider-google/lib/artifact-registry-repository";
import { ArtifactRegistryRepositoryIamMember } from "@cdktf/provider-google/lib/artifact-registry-repository-iam-member";
import { Construct, type IConstruct } from "constructs";
import { projectOf } from "../project";
import type { IKey } from "../security/key";
import type { IServiceAccount } from "../security/service-account";

export interface IRepository extends IConstruct {
  /** Begins the address of its images: `<host>/<project>/<name>`. */
  readonly url: string;
  grantPull(account: IServiceAccount): void;
}

export interface RepositoryProps {
  /** 1 to 63 lower-case letters, digits and inner hyphens, a letter first. */
  readonly name: string;

  /** What it holds. */
  readonly description: string;

  /** Of the region; can never be changed. */
  readonly key: IKey;

  /** Refuse deletion by Terraform, which takes all images with it. @default true */
  readonly deletionProtection?: boolean;
}

/** Holds container images, each under a name of its own; a tag, once pushed, stays what it is. */
export class Repository extends Construct implements IRepository {
  readonly url: string;

  private readonly repository: ArtifactRegistryRepository;

  constructor(scope: Construct, id: string, props: RepositoryProps) {
    super(scope, id);
    const { name, description, key, deletionProtection = true } = props;
    const { id: project, region } = projectOf(this);
    this.repository = new ArtifactRegistryRepository(this, "Default", {
      repositoryId: name,
      location: region,
      format: "DOCKER",
      description,
      kmsKeyName: key.id,
      dockerConfig: { immutableTags: true },
      // Layers that no tag needs any more, such as of builds that failed half-way.
      cleanupPolicies: [
        {
          id: "delete-untagged",
          action: "DELETE",
          condition: { tagState: "UNTAGGED", olderThan: `${14 * 24 * 60 * 60}s` },
        },
      ],
      vulnerabilityScanningConfig: { enablementConfig: "INHERITED" },
      lifecycle: { preventDestroy: deletionProtection },
    });
    this.url = `${region}-docker.pkg.dev/${project}/${name}`;
  }

  grantPull(account: IServiceAccount): void {
    new ArtifactRegistryRepositoryIamMember(account, `pull-from-${this.node.id}`, {
      repository: this.repository.name,
      location: this.repository.location,
      role: "roles/artifactregistry.reader",
      member: account.member,
    });
  }
}
