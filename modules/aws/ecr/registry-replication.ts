import { EcrReplicationConfiguration } from "@cdktf/provider-aws/lib/ecr-replication-configuration";
import { Construct } from "constructs";
import { accountOf } from "../account";
import type { IRepository } from "./repository";

export interface RegistryReplicationProps {
  /** Another region of the account. */
  readonly region: string;

  /**
   * Repositories of that region, at most 100, which get what is pushed to those
   * of the same names here. The names are those that begin like these.
   */
  readonly destinations: readonly IRepository[];
}

/**
 * Copies every image pushed from now on to another region; those from before
 * stay where they are. A registry, which is one region of an account, has a
 * single such configuration.
 *
 * The destinations are repositories of their own rather than ones ECR makes as
 * copies arrive: those would belong to no state, and have neither the key nor
 * the immutable tags nor the expiry of the others. So they come first.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/replication.html
 */
export class RegistryReplication extends Construct {
  constructor(scope: Construct, id: string, props: RegistryReplicationProps) {
    super(scope, id);
    const { region, destinations } = props;
    const { id: registryId, region: here } = accountOf(this);
    if (region === here) {
      throw new Error(`${this.node.path}: region must be another than the registry's own, got ${region}`);
    }
    if (destinations.length < 1 || destinations.length > 100) {
      throw new Error(`${this.node.path}: destinations must be 1 to 100, got ${destinations.length}`);
    }
    new EcrReplicationConfiguration(this, "Default", {
      replicationConfiguration: {
        rule: [
          {
            destination: [{ region, registryId }],
            repositoryFilter: destinations.map(({ name }) => ({ filter: name, filterType: "PREFIX_MATCH" })),
          },
        ],
      },
    });
  }
}
