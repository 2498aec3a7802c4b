import {
  ArtifactRegistryRepository,
  type ArtifactRegistryRepositoryConfig,
} from "@cdktf/provider-google/lib/artifact-registry-repository";
import {
  ArtifactRegistryRepositoryIamMember,
  type ArtifactRegistryRepositoryIamMemberConfig,
} from "@cdktf/provider-google/lib/artifact-registry-repository-iam-member";
import { Construct, type IConstruct } from "constructs";
import { projectOf } from "../project";
import type { IKey } from "../security/key";
import type { IPrincipal } from "../security/principal";

export interface IRepository extends IConstruct {
  /** Prefix of the addresses of its images: `<region>-docker.pkg.dev/<project>/<name>`. */
  readonly url: string;

  /** Allows the principal to pull images. */
  grantPull(principal: IPrincipal): void;
}

export interface RepositoryProps {
  /** Name of the repository: 1 to 63 lower-case letters, digits and inner hyphens, beginning with a letter. */
  readonly name: string;

  /** Purpose of the images. */
  readonly description: string;

  /** Key in the project's region. A change replaces the repository. */
  readonly key: IKey;

  /** Refuse deletion by Terraform, which deletes all images. @default true */
  readonly deletionProtection?: boolean;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<ArtifactRegistryRepositoryConfig>;
}

export interface RepositoryAttributes {
  readonly name: string;

  /** @default the region of the stack's project */
  readonly region?: string;

  /** Id of the project that has the repository. @default the stack's project */
  readonly project?: string;
}

/** An Artifact Registry repository for container images, with immutable tags. */
export class Repository extends Construct implements IRepository {
  /** A repository that another stack or tool owns. */
  static fromExisting(scope: Construct, id: string, attributes: RepositoryAttributes): IRepository {
    return new ExistingRepository(scope, id, attributes);
  }

  readonly url: string;

  private readonly repository: ArtifactRegistryRepository;

  constructor(scope: Construct, id: string, props: RepositoryProps) {
    super(scope, id);
    const { name, description, key, deletionProtection = true, overrides } = props;
    const { id: project, region } = projectOf(this);
    this.repository = new ArtifactRegistryRepository(this, "Default", {
      repositoryId: name,
      location: region,
      format: "DOCKER",
      description,
      kmsKeyName: key.id,
      dockerConfig: { immutableTags: true },
      // Removes layers that no tag refers to, such as those of builds that failed.
      cleanupPolicies: [
        {
          id: "delete-untagged",
          action: "DELETE",
          condition: { tagState: "UNTAGGED", olderThan: `${14 * 24 * 60 * 60}s` },
        },
      ],
      vulnerabilityScanningConfig: { enablementConfig: "INHERITED" },
      lifecycle: { preventDestroy: deletionProtection },
      ...overrides,
    });
    this.url = urlOf(region, project, name);
  }

  grantPull(principal: IPrincipal): void {
    const { name, location } = this.repository;
    grantPull(this, principal, { repository: name, location });
  }
}

/** Arguments that name a repository. */
type Place = Pick<ArtifactRegistryRepositoryIamMemberConfig, "repository" | "location" | "project">;

class ExistingRepository extends Construct implements IRepository {
  readonly url: string;

  private readonly place: Place;

  constructor(scope: Construct, id: string, attributes: RepositoryAttributes) {
    super(scope, id);
    const own = projectOf(this);
    const { name, region = own.region, project = own.id } = attributes;
    this.url = urlOf(region, project, name);
    this.place = { repository: name, location: region, project };
  }

  grantPull(principal: IPrincipal): void {
    grantPull(this, principal, this.place);
  }
}

function urlOf(region: string, project: string, name: string): string {
  return `${region}-docker.pkg.dev/${project}/${name}`;
}

function grantPull({ node }: IRepository, principal: IPrincipal, place: Place): void {
  new ArtifactRegistryRepositoryIamMember(principal, `pull-from-${node.id}`, {
    ...place,
    role: "roles/artifactregistry.reader",
    member: principal.member,
  });
}
