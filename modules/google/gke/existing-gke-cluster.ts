import { Construct } from "constructs";
import { projectOf } from "../project";
import type { IKey } from "../security/key";
import type { IServiceAccount } from "../security/service-account";

export interface GkeClusterAttributes {
  /** Name of a regional cluster in the stack's project and region. */
  readonly name: string;

  /** Key in the project's region that encrypts the disks of its nodes. */
  readonly diskKey: IKey;

  /** Account of its nodes, which has `roles/container.defaultNodeServiceAccount`. */
  readonly nodeAccount: IServiceAccount;
}

/**
 * The result of `GkeCluster.fromExisting`.
 *
 * @internal
 */
export class ExistingGkeCluster extends Construct {
  readonly id: string;
  readonly diskKey: IKey;
  readonly nodeAccount: IServiceAccount;

  constructor(scope: Construct, id: string, { name, diskKey, nodeAccount }: GkeClusterAttributes) {
    super(scope, id);
    const { id: project, region } = projectOf(this);
    this.id = `projects/${project}/locations/${region}/clusters/${name}`;
    this.diskKey = diskKey;
    this.nodeAccount = nodeAccount;
  }
}
