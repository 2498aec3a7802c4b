import { DbParameterGroup } from "@cdktf/provider-aws/lib/db-parameter-group";
import { RdsClusterParameterGroup } from "@cdktf/provider-aws/lib/rds-cluster-parameter-group";
import { Construct } from "constructs";
import { type PostgresParametersProps, parameterList, SECURE_PARAMETERS } from "../postgres/parameters";

export interface AuroraParametersProps extends PostgresParametersProps {
  /** Settings that single instances have. @default those of Aurora */
  readonly instanceParameters?: Readonly<Record<string, string>>;
}

/** Settings of the servers of a cluster: most belong to the cluster, some to each instance. */
export class AuroraParameters extends Construct {
  readonly clusterGroupName: string;
  readonly instanceGroupName: string;

  constructor(scope: Construct, id: string, props: AuroraParametersProps) {
    super(scope, id);
    const { name, engineVersion, parameters = {}, instanceParameters = {} } = props;
    const major = engineVersion.split(".")[0]!;
    const shared = {
      name: `${name}-${major}`,
      family: `aurora-postgresql${major}`,
      description: `Aurora PostgreSQL ${major} of ${name}`,
      // A server must have a group at all times, also while its major version changes.
      lifecycle: { createBeforeDestroy: true },
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
