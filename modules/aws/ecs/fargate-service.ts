import { AppautoscalingPolicy } from "@cdktf/provider-aws/lib/appautoscaling-policy";
import { AppautoscalingTarget } from "@cdktf/provider-aws/lib/appautoscaling-target";
import { EcsService } from "@cdktf/provider-aws/lib/ecs-service";
import { resourcesOf } from "@modules/core/resources-of";
import { Construct, type IConstruct } from "constructs";
import type { ITargetGroup } from "../load-balancing/target-group";
import type { IConnectable } from "../network/connections";
import type { IVpc } from "../network/vpc";
import type { IEcsCluster } from "./ecs-cluster";
import type { FargateTask } from "./fargate-task";

export interface FargateServiceProps {
  readonly task: FargateTask;

  readonly cluster: IEcsCluster;

  readonly vpc: IVpc;

  /** Group of subnets with a way out to the registry. @default "private" */
  readonly subnetGroup?: string;

  readonly securityGroups: readonly IConnectable[];

  /**
   * Where its tasks are registered on the task's port; all of them for rolling
   * deployments, the one to begin with for blue-green ones. At most five.
   * @default none
   */
  readonly targetGroups?: readonly ITargetGroup[];

  /**
   * `rolling` replaces tasks few at a time when the task changes, and takes them
   * back when the new ones fail. `blue-green` leaves deploying to a
   * `BlueGreenDeployment`: a changed task waits until someone deploys it.
   * A change replaces the service.
   * @default "rolling"
   */
  readonly deployments?: keyof typeof DEPLOYMENTS;

  /** Tasks to begin with, and never fewer. */
  readonly minTasks: number;

  readonly maxTasks: number;

  /** CPU the number of tasks is steered by, percent. @default 70 */
  readonly targetCpuPercent?: number;

  /** Least time between two steps out. @default 60 */
  readonly scaleOutCooldownSeconds?: number;

  /** Least time between two steps in. @default 300 */
  readonly scaleInCooldownSeconds?: number;

  /** Let people open a shell in a task, on record. @default false */
  readonly shells?: boolean;

  /**
   * Modules of the same stack that must exist first: the rules that lead to the
   * target groups, since ECS refuses a group without a load balancer.
   * @default none
   */
  readonly after?: readonly IConstruct[];
}

/** Who decides after the service was made; what Terraform would take back is ignored. */
const DEPLOYMENTS = {
  rolling: { controller: "ECS", ignored: ["desired_count"] },
  "blue-green": {
    controller: "CODE_DEPLOY",
    ignored: ["desired_count", "task_definition", "load_balancer", "network_configuration"],
  },
} as const;

/** Tasks that are kept running in private subnets and whose number follows their CPU. */
export class FargateService extends Construct {
  readonly name: string;
  readonly arn: string;
  readonly cluster: IEcsCluster;
  readonly task: FargateTask;
  readonly deployments: keyof typeof DEPLOYMENTS;
  /** Ids of where its tasks run. */
  readonly network: { readonly subnets: string[]; readonly securityGroups: string[] };

  constructor(scope: Construct, id: string, props: FargateServiceProps) {
    super(scope, id);
    const { task, cluster, vpc, subnetGroup = "private", securityGroups, targetGroups = [], after = [] } = props;
    const { deployments = "rolling", minTasks, maxTasks, shells = false } = props;
    if (maxTasks < minTasks) {
      throw new Error(`${this.node.path}: maxTasks must be at least minTasks (${minTasks}), got ${maxTasks}`);
    }
    const { port } = task;
    if (targetGroups.length > 0 && port === undefined) {
      throw new Error(`${this.node.path}: targetGroups must be none for a task without a port, got some`);
    }
    this.network = {
      subnets: vpc.subnetIds(subnetGroup),
      securityGroups: securityGroups.map(({ connections }) => connections.groupId),
    };
    const { controller, ignored } = DEPLOYMENTS[deployments];
    const rolling = deployments === "rolling";
    if (shells) {
      cluster.grantShell(task.role);
    }
    const service = new EcsService(this, "Default", {
      name: task.name,
      cluster: cluster.arn,
      taskDefinition: task.arn,
      launchType: "FARGATE",
      desiredCount: minTasks,
      deploymentController: { type: controller },
      ...(rolling && {
        deploymentCircuitBreaker: { enable: true, rollback: true },
        deploymentMinimumHealthyPercent: 100,
        deploymentMaximumPercent: 200,
        availabilityZoneRebalancing: "ENABLED",
      }),
      networkConfiguration: { ...this.network, assignPublicIp: false },
      loadBalancer: targetGroups.map((group) => ({
        targetGroupArn: group.arn,
        containerName: task.name,
        containerPort: port!,
      })),
      healthCheckGracePeriodSeconds: targetGroups.length > 0 ? 60 : undefined,
      enableExecuteCommand: shells,
      enableEcsManagedTags: true,
      propagateTags: "SERVICE",
      lifecycle: { ignoreChanges: [...ignored] },
      dependsOn: resourcesOf(...after),
    });
    this.name = service.name;
    this.arn = service.id;
    this.cluster = cluster;
    this.task = task;
    this.deployments = deployments;
    this.scale(props);
  }

  private scale({ cluster, task, minTasks, maxTasks, ...props }: FargateServiceProps): void {
    const { targetCpuPercent = 70, scaleOutCooldownSeconds = 60, scaleInCooldownSeconds = 300 } = props;
    const target = new AppautoscalingTarget(this, "scaling", {
      serviceNamespace: "ecs",
      scalableDimension: "ecs:service:DesiredCount",
      resourceId: `service/${cluster.name}/${this.name}`,
      minCapacity: minTasks,
      maxCapacity: maxTasks,
    });
    new AppautoscalingPolicy(this, "scaling-cpu", {
      name: `${task.name}-cpu`,
      policyType: "TargetTrackingScaling",
      serviceNamespace: target.serviceNamespace,
      scalableDimension: target.scalableDimension,
      resourceId: target.resourceId,
      targetTrackingScalingPolicyConfiguration: {
        targetValue: targetCpuPercent,
        predefinedMetricSpecification: { predefinedMetricType: "ECSServiceAverageCPUUtilization" },
        scaleInCooldown: scaleInCooldownSeconds,
        scaleOutCooldown: scaleOutCooldownSeconds,
      },
    });
  }
}
