import { EksAddon as AwsEksAddon } from "@cdktf/provider-aws/lib/eks-addon";
import { resourcesOf } from "@modules/core/resources-of";
import { Construct, type IConstruct } from "constructs";
import type { EksCluster } from "./eks-cluster";
import { EKS_VERSIONS, type EksAddonName } from "./eks-versions";

export interface EksAddonProps {
  readonly cluster: EksCluster;

  readonly name: EksAddonName;

  /**
   * What differs from the add-on's defaults;
   * `aws eks describe-addon-configuration` prints the schema.
   * @default nothing
   */
  readonly configuration?: Readonly<Record<string, unknown>>;

  /**
   * Modules of the same stack that must exist first: the identity its pods take
   * when they start, and nodes for what does not run on every one of them.
   * @default none
   */
  readonly after?: readonly IConstruct[];
}

/** Software of the cluster that AWS maintains, in the build pinned for the cluster's version. */
export class EksAddon extends Construct {
  constructor(scope: Construct, id: string, props: EksAddonProps) {
    super(scope, id);
    const { cluster, name, configuration, after = [] } = props;
    new AwsEksAddon(this, "Default", {
      clusterName: cluster.name,
      addonName: name,
      addonVersion: EKS_VERSIONS[cluster.version].addons[name],
      configurationValues: configuration && JSON.stringify(configuration),
      resolveConflictsOnCreate: "OVERWRITE",
      resolveConflictsOnUpdate: "OVERWRITE",
      dependsOn: resourcesOf(...after),
    });
  }
}
