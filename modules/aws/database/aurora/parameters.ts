import { DbParameterGroup } from "@cdktf/provider-aws/lib/db-parameter-group";
import { RdsClusterParameterGroup } from "@cdktf/provider-aws/lib/rds-cluster-parameter-group";
import { Construct } from "constructs";
import { type PostgresParametersProps, parameterList, SECURE_PARAMETERS } from "../postgres/parameters";
import type { AuroraClusterProps } from "./props";

export type AuroraParametersProps = PostgresParametersProps & Pick<AuroraClusterProps, "instanceParameters">;

/**
 * The parameter groups of a cluster and of its instances. Aurora reads most parameters from the cluster's group.
 *
 * @internal
 */
export class AuroraParameters extends Construct {
  readonly clusterGroupName: string;
  readonly instanceGroupName: string;

  constructor(scope: Construct, id: string, props: AuroraParametersProps) {
    super(scope, id);
    const { identifier, engineVersion, parameters = {}, instanceParameters = {} } = props;
    const major = engineVersion.split(".")[0]!;
    const shared = {
      name: `${identifier}-${major}`,
      family: `aurora-postgresql${major}`,
      description: `Aurora PostgreSQL ${major} of ${identifier}`,
      // Parameter groups of two major versions exist side by side during an upgrade, because the cluster must always
      // have one. A new description must not replace the group, because the replacement would have the same name.
      lifecycle: { createBeforeDestroy: true, ignoreChanges: ["description"] },
    };
    this.clusterGroupName = new RdsClusterParameterGroup(this, "Default", {
      ...shared,
      parameter: parameterList({ ...SECURE_PARAMETERS, ...parameters }),
    }).name;
    this.instanceGroupName = new DbParameterGroup(this, "instance", {
      ...shared,
      parameter: parameterList(instanceParameters),
    }).name;
  }
}
