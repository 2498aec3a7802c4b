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
      // A cluster always has a group, also during an upgrade of the major version.
      // The new group needs another name, which only another major version gives it, so a new description replaces none.
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
