import {
  EcrReplicationConfiguration,
  type EcrReplicationConfigurationConfig,
} from "@cdktf/provider-aws/lib/ecr-replication-configuration";
import { check, checkLength } from "@modules/core/checks";
import { Construct } from "constructs";
import { accountOf } from "../account";
import type { IRepository } from "./repository";

export interface RegistryReplicationProps {
  /** Destination, another region of the account. */
  readonly region: string;

  /**
   * 1 to 100 repositories of the destination region. They receive the images of the repositories here with the same
   * names, and of repositories whose names begin with those.
   */
  readonly destinations: readonly Pick<IRepository, "name">[];

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<EcrReplicationConfigurationConfig>;
}

/**
 * Replicates every image that is pushed from now on to another region. Images that are already in the registry are
 * not replicated. A registry, which is a region of an account, has a single replication configuration.
 *
 * The destinations must exist first. ECR would create missing ones, without the key, the immutable tags and the
 * lifecycle policy of `Repository`, and outside of every Terraform state.
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
