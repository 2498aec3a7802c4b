import { EcsCluster as AwsEcsCluster } from "@cdktf/provider-aws/lib/ecs-cluster";
import { EcsClusterCapacityProviders } from "@cdktf/provider-aws/lib/ecs-cluster-capacity-providers";
import { Construct, type IConstruct } from "constructs";
import { LogGroup } from "../operations/log-group";
import type { IKey } from "../security/key";
import { grant, type IRole } from "../security/role";

export interface IEcsCluster extends IConstruct {
  readonly arn: string;
  readonly name: string;
  /** Lets people open a shell in tasks that run under the role. */
  grantShell(role: IRole): void;
}

export interface EcsClusterProps {
  /** 1 to 255 of `A-Za-z0-9_-`. */
  readonly name: string;

  /** Encrypts what is typed in the shell of a task. */
  readonly key: IKey;

  /** Encrypts the record of it. */
  readonly logsKey: IKey;

  readonly logRetentionDays: number;
}

/** A cluster of Fargate tasks, with metrics of every container and shells on record. */
export class EcsCluster extends Construct implements IEcsCluster {
  readonly arn: string;
  readonly name: string;

  private readonly key: IKey;
  private readonly shells: LogGroup;

  constructor(scope: Construct, id: string, props: EcsClusterProps) {
    super(scope, id);
    const { name, key, logsKey, logRetentionDays } = props;
    if (!/^[\w-]{1,255}$/.test(name)) {
      throw new Error(`${this.node.path}: name must be 1 to 255 of A-Za-z0-9_-, got ${name}`);
    }
    this.key = key;
    this.shells = new LogGroup(this, "shells", {
      name: `/aws/ecs/${name}/shells`,
      retentionDays: logRetentionDays,
      key: logsKey,
    });
    const cluster = new AwsEcsCluster(this, "Default", {
      name,
      setting: [{ name: "containerInsights", value: "enhanced" }],
      configuration: {
        executeCommandConfiguration: {
          kmsKeyId: key.arn,
          logging: "OVERRIDE",
          logConfiguration: { cloudWatchEncryptionEnabled: true, cloudWatchLogGroupName: this.shells.name },
        },
      },
    });
    new EcsClusterCapacityProviders(this, "capacity", {
      clusterName: cluster.name,
      capacityProviders: ["FARGATE", "FARGATE_SPOT"],
      defaultCapacityProviderStrategy: [{ capacityProvider: "FARGATE", base: 1, weight: 1 }],
    });
    this.arn = cluster.arn;
    this.name = cluster.name;
  }

  grantShell(role: IRole): void {
    this.key.grantDecrypt(role);
    this.shells.grantWrite(role);
    grant(
      role,
      `open-shells-in-${this.node.id}`,
      { actions: ["logs:DescribeLogStreams"], resources: [`${this.shells.arn}:*`] },
      // The agent's channels and the list of log groups know no resource.
      {
        actions: [
          "ssmmessages:CreateControlChannel",
          "ssmmessages:CreateDataChannel",
          "ssmmessages:OpenControlChannel",
          "ssmmessages:OpenDataChannel",
          "logs:DescribeLogGroups",
        ],
        resources: ["*"],
      },
    );
  }
}
