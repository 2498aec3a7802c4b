import { auroraMetric } from "@modules/aws/database/aurora/alarms";
import type { IAuroraGlobal } from "@modules/aws/database/aurora/aurora-global";
import { AuroraReplicaCluster } from "@modules/aws/database/aurora/aurora-replica-cluster";
import type { IVpc } from "@modules/aws/network/vpc";
import type { IAlerts } from "@modules/aws/operations/alerts";
import type { IKey } from "@modules/aws/security/key";
import type { Construct } from "constructs";
import type { AuroraReplicaSettings, LpEnvironment } from "../../../environments/lp/schema";
import { AwsStack } from "../../base/aws-stack";
import { addResourceAlarms } from "../../parts/aws/alarms";
import { clusterSettings, instancesOf } from "./data/database";

export interface DataReplicaProps {
  /** Region, instance class and availability zones of the replica. */
  readonly replica: AuroraReplicaSettings;
  /** Global database that the replica joins. */
  readonly global: IAuroraGlobal;
  /** VPC in the replica's region, like the keys and the alerts. */
  readonly vpc: IVpc;
  /** VPC of the primary region, whose private subnets contain the nodes. */
  readonly primaryVpc: IVpc;
  readonly key: IKey;
  readonly logsKey: IKey;
  readonly alerts: IAlerts;
}

const MAX_LAG_MILLISECONDS = 60_000;

/**
 * Aurora cluster that replicates the primary in another region; clients do not use it before a failover. It allows the
 * CIDR blocks of the nodes' subnets, because security groups cannot be referenced across regions.
 */
export class DataReplicaStack extends AwsStack<LpEnvironment> {
  readonly cluster: AuroraReplicaCluster;

  constructor(
    scope: Construct,
    environment: LpEnvironment,
    { replica, global, primaryVpc, alerts, ...regional }: DataReplicaProps,
  ) {
    const { region, instanceClass, instances } = replica;
    super(scope, environment, "data", { region });
    this.cluster = new AuroraReplicaCluster(this, "database", {
      ...clusterSettings(this, regional),
      global,
      identifier: this.named("lp-postgresql-replica"),
      instanceClass,
      instances: instancesOf(this, instances),
    });
    for (const [zone, { cidr }] of Object.entries(primaryVpc.subnetGroups.private!.subnets)) {
      this.cluster.connections.allowFromCidr(cidr, this.cluster.connections.onlyPort(), `Nodes in ${zone}`);
    }
    addResourceAlarms(this, alerts, "lp-postgresql-replica", {
      lag: {
        metric: auroraMetric(this.cluster.identifier, "AuroraGlobalDBReplicationLag", { statistic: "Maximum" }),
        above: MAX_LAG_MILLISECONDS,
        missingData: "breaching",
        severity: "warning",
        description:
          "A minute behind the primary, or not replicating: a failover would lose more than the usual second",
      },
    });
  }
}
