import { RdsGlobalCluster } from "@cdktf/provider-aws/lib/rds-global-cluster";
import { resourcesOf } from "@modules/core/resources-of";
import { Construct, type IConstruct } from "constructs";
import { accountOf } from "../../account";
import { checkIdentifier } from "../postgres/checks";
import type { IAurora } from "./aurora";

export interface IAuroraGlobal extends IConstruct {
  readonly identifier: string;
  /** Version of the members, minor included: a new one must have the same. */
  readonly engineVersion: string;
  /** Region of the member it was made of. */
  readonly sourceRegion: string;
}

export interface AuroraGlobalProps {
  /** 1 to 63 lower-case letters, digits and single hyphens, a letter first; unique in the account. */
  readonly identifier: string;

  /** First member, which writes; of the same stack. */
  readonly source: IAurora;

  /** Refuse deletion by RDS and by Terraform. @default true */
  readonly deletionProtection?: boolean;
}

/**
 * Joins clusters of several regions, one of which writes. It is made of a cluster
 * with all its instances, since RDS adds no other region to one that cannot write.
 * So everything is destroyed the other way round: the stacks of other regions
 * first, which leave by themselves, then this, then the instances of its source.
 */
export class AuroraGlobal extends Construct implements IAuroraGlobal {
  readonly identifier: string;
  readonly engineVersion: string;
  readonly sourceRegion: string;

  constructor(scope: Construct, id: string, props: AuroraGlobalProps) {
    super(scope, id);
    const { identifier, source, deletionProtection = true } = props;
    checkIdentifier(this, identifier);
    const cluster = new RdsGlobalCluster(this, "Default", {
      globalClusterIdentifier: identifier,
      sourceDbClusterIdentifier: source.arn,
      // Lets its last member go before it is deleted; RDS deletes none that has members.
      forceDestroy: !deletionProtection,
      deletionProtection,
      dependsOn: resourcesOf(source),
      lifecycle: { preventDestroy: deletionProtection },
    });
    this.identifier = cluster.id;
    this.engineVersion = cluster.engineVersionActual;
    this.sourceRegion = accountOf(source).region;
  }
}
