import { EcsCluster as AwsEcsCluster, type EcsClusterConfig } from "@cdktf/provider-aws/lib/ecs-cluster";
import { EcsClusterCapacityProviders } from "@cdktf/provider-aws/lib/ecs-cluster-capacity-providers";
import { checkPattern, fail } from "@modules/core/checks";
import { Construct, type IConstruct } from "constructs";
import { arn } from "../account";
import { type ILogGroup, LogGroup } from "../operations/log-group";
import type { IKey } from "../security/key";
import { grant, type IRole } from "../security/role";

export interface IEcsCluster extends IConstruct {
  readonly arn: string;
  readonly name: string;
  /** Allows tasks with this role to accept ECS Exec sessions, in which people open shells. */
  grantShell(role: IRole): void;
}

export interface EcsClusterProps {
  /** Name of the cluster: 1 to 255 of `A-Za-z0-9_-`. */
  readonly name: string;

  /** Key that encrypts the data channel of ECS Exec sessions. */
  readonly key: IKey;

  /** Key that encrypts the logs of ECS Exec sessions. */
  readonly logsKey: IKey;

  /** Days that log events are kept: a retention period of CloudWatch Logs, such as 30, 90 or 365. */
  readonly logRetentionDays: number;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<EcsClusterConfig>;
}

export interface EcsClusterAttributes {
  /** Name of a cluster in the stack's account and region. */
  readonly name: string;

  /** Key and log group in the cluster's ECS Exec configuration. @default none: `grantShell` fails */
  readonly shells?: Shells;
}

/** Key and log group of ECS Exec sessions. */
interface Shells {
  readonly key: IKey;
  readonly logGroup: ILogGroup;
}

/** A cluster for Fargate tasks, with enhanced Container Insights and logged ECS Exec sessions. */
export class EcsCluster extends Construct implements IEcsCluster {
  readonly arn: string;
  readonly name: string;

  private readonly shells: Shells;

  constructor(scope: Construct, id: string, props: EcsClusterProps) {
    super(scope, id);
    const { name, key, logsKey, logRetentionDays, overrides } = props;
    checkPattern(this, "name", name, /^[\w-]{1,255}$/, "1 to 255 of A-Za-z0-9_-");
    // The logging of sessions is configured on the cluster, because with ECS's default setting sessions would be logged
    // without a key or not at all.
    const logGroup = new LogGroup(this, "shells", {
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
          logConfiguration: { cloudWatchEncryptionEnabled: true, cloudWatchLogGroupName: logGroup.name },
        },
      },
      ...overrides,
    });
    new EcsClusterCapacityProviders(this, "capacity", {
      clusterName: cluster.name,
      capacityProviders: ["FARGATE", "FARGATE_SPOT"],
      defaultCapacityProviderStrategy: [{ capacityProvider: "FARGATE", base: 1, weight: 1 }],
    });
    this.arn = cluster.arn;
    this.name = cluster.name;
    this.shells = { key, logGroup };
  }

  /** A cluster that another stack or tool owns. */
  static fromExisting(scope: Construct, id: string, attributes: EcsClusterAttributes): IEcsCluster {
    return new ExistingEcsCluster(scope, id, attributes);
  }

  grantShell(role: IRole): void {
    grantShell(this, role, this.shells);
  }
}

class ExistingEcsCluster extends Construct implements IEcsCluster {
  readonly arn: string;
  readonly name: string;

  private readonly shells?: Shells;

  constructor(scope: Construct, id: string, { name, shells }: EcsClusterAttributes) {
    super(scope, id);
    this.arn = arn(this, "ecs", `cluster/${name}`);
    this.name = name;
    this.shells = shells;
  }

  grantShell(role: IRole): void {
    grantShell(this, role, this.shells ?? fail(this, "shells", "the key and log group of ECS Exec", undefined));
  }
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html */
function grantShell({ node }: IEcsCluster, role: IRole, { key, logGroup }: Shells): void {
  key.grantDecrypt(role);
  logGroup.grantWrite(role);
  grant(
    role,
    `open-shells-in-${node.id}`,
    { actions: ["logs:DescribeLogStreams"], resources: [`${logGroup.arn}:*`] },
    // Session Manager's channels and `logs:DescribeLogGroups` do not support resource-level permissions.
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
