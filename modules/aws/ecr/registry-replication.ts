import {
  EcrReplicationConfiguration,
  type EcrReplicationConfigurationConfig,
} from "@cdktf/provider-aws/lib/ecr-replication-configuration";
import { check, checkLength } from "@modules/core/checks";
import { Construct } from "constructs";
import { accountOf } from "../account";
import type { IRepository } from "./repository";

export interface RegistryReplicationProps {
  /** Destination region in the same account, other than the stack's. */
  readonly region: string;

  /**
   * Repositories in the destination region, 1 to 100. ECR replicates the repository with the same name, and every
   * repository whose name begins with that name.
   */
  readonly destinations: readonly Pick<IRepository, "name">[];

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<EcrReplicationConfigurationConfig>;
}

/**
 * Replicates images to another region when they are pushed. Images that are already in the registry are not replicated.
 * A registry has one replication configuration, and an account has one registry in each region.
 *
 * The destinations must exist first. ECR would create missing repositories outside of Terraform, without the key, the
 * immutable tags and the lifecycle policy of `Repository`.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/replication.html
 */
export class RegistryReplication extends Construct {
  constructor(scope: Construct, id: string, props: RegistryReplicationProps) {
    super(scope, id);
    const { region, destinations, overrides } = props;
    const { id: registryId, region: own } = accountOf(this);
    check(this, region !== own, "region", "another region than the registry's", region);
    checkLength(this, "destinations", destinations, 1, 100);
    new EcrReplicationConfiguration(this, "Default", {
      replicationConfiguration: {
        rule: [
          {
            destination: [{ region, registryId }],
            repositoryFilter: destinations.map(({ name }) => ({ filter: name, filterType: "PREFIX_MATCH" })),
          },
        ],
      },
      ...overrides,
    });
  }
}
