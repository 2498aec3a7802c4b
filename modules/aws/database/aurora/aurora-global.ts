import { RdsGlobalCluster, type RdsGlobalClusterConfig } from "@cdktf/provider-aws/lib/rds-global-cluster";
import { resourcesOf } from "@modules/core/resources-of";
import { Construct, type IConstruct } from "constructs";
import { accountOf } from "../../account";
import { checkIdentifier } from "../postgres/checks";
import type { IAurora } from "./aurora";

/** Attributes of an existing global cluster, as `aws rds describe-global-clusters` shows them. */
export interface AuroraGlobalAttributes {
  readonly identifier: string;
  /** Version of all members, minor included, such as `15.15`. */
  readonly engineVersion: string;
  /** Region of the first member, known at synthesis. */
  readonly sourceRegion: string;
}

export interface IAuroraGlobal extends IConstruct, AuroraGlobalAttributes {}

export interface AuroraGlobalProps {
  /**
   * Identifier of the global cluster: 1 to 63 lower-case letters, digits and single hyphens, beginning with a letter;
   * unique in the account.
   */
  readonly identifier: string;

  /** First member, which accepts writes: a cluster of the same stack. */
  readonly source: IAurora;

  /** Refuse deletion by RDS and by Terraform. @default true */
  readonly deletionProtection?: boolean;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<RdsGlobalClusterConfig>;
}

/**
 * An Aurora global cluster: one cluster writes, and clusters in other regions replicate it with about a second of lag.
 * It is created after all instances of its first cluster, because RDS cannot add a region to a cluster without a
 * writer.
 *
 * Destroy the stacks of the other regions first, which removes their clusters from the global cluster. Then Terraform
 * destroys the global cluster, and afterwards the instances of its first member.
 */
export class AuroraGlobal extends Construct implements IAuroraGlobal {
  /** A global cluster that another stack, tool or team owns; clusters of this stack can join it. */
  static fromExisting(scope: Construct, id: string, attributes: AuroraGlobalAttributes): IAuroraGlobal {
    return Object.assign(new Construct(scope, id), attributes);
  }

  readonly identifier: string;
  readonly engineVersion: string;
  readonly sourceRegion: string;

  constructor(scope: Construct, id: string, props: AuroraGlobalProps) {
    super(scope, id);
    const { identifier, source, deletionProtection = true, overrides } = props;
    checkIdentifier(this, identifier);
    const cluster = new RdsGlobalCluster(this, "Default", {
      globalClusterIdentifier: identifier,
      sourceDbClusterIdentifier: source.arn,
      // Removes the last member before the deletion, because RDS does not delete a global cluster that has members.
      forceDestroy: !deletionProtection,
      deletionProtection,
      dependsOn: resourcesOf(source),
      lifecycle: { preventDestroy: deletionProtection },
      ...overrides,
    });
    this.identifier = cluster.id;
    this.engineVersion = cluster.engineVersionActual;
    this.sourceRegion = accountOf(source).region;
  }
}
