import { EksAddon as AwsEksAddon, type EksAddonConfig } from "@cdktf/provider-aws/lib/eks-addon";
import { resourcesOf } from "@modules/core/resources-of";
import { Construct, type IConstruct } from "constructs";
import { EKS_VERSIONS, type EksAddonName } from "../tables/eks-versions";
import type { IEksCluster } from "./eks-cluster";

export interface EksAddonProps {
  readonly cluster: Pick<IEksCluster, "name" | "version">;

  readonly name: EksAddonName;

  /**
   * Configuration values; `aws eks describe-addon-configuration` prints their schema.
   * @default {}: the add-on's defaults
   */
  readonly configuration?: Readonly<Record<string, unknown>>;

  /**
   * Modules of the same stack that must exist first: the pod identity of the add-on, and nodes for add-ons that do
   * not run as a DaemonSet.
   * @default []
   */
  readonly after?: readonly IConstruct[];

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<EksAddonConfig>;
}

/** An add-on that AWS maintains, with the version that `EKS_VERSIONS` pins for the cluster's version. */
export class EksAddon extends Construct {
  constructor(scope: Construct, id: string, props: EksAddonProps) {
    super(scope, id);
    const { cluster, name, configuration, after = [], overrides } = props;
    new AwsEksAddon(this, "Default", {
      clusterName: cluster.name,
      addonName: name,
      addonVersion: EKS_VERSIONS[cluster.version].addons[name],
      configurationValues: configuration && JSON.stringify(configuration),
      resolveConflictsOnCreate: "OVERWRITE",
      resolveConflictsOnUpdate: "OVERWRITE",
      dependsOn: resourcesOf(...after),
      ...overrides,
    });
  }
}
