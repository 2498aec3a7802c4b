import { AppautoscalingPolicy } from "@cdktf/provider-aws/lib/appautoscaling-policy";
import { AppautoscalingTarget } from "@cdktf/provider-aws/lib/appautoscaling-target";
import { EcsService, type EcsServiceConfig } from "@cdktf/provider-aws/lib/ecs-service";
import { check, checkRange } from "@modules/core/checks";
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

  /** Group of subnets with a route to the registry. @default "private" */
  readonly subnetGroup?: string;

  readonly securityGroups: readonly IConnectable[];

  /**
   * Target groups that the tasks are registered with, at most five. For blue-green deployments, only the target group
   * that the service is created with.
   * @default []
   */
  readonly targetGroups?: readonly ITargetGroup[];

  /**
   * `rolling` replaces the tasks gradually when the task definition changes, and rolls back when new tasks fail. With
   * `blue-green`, a changed task definition waits for a deployment of a `BlueGreenDeployment`. A change replaces the
   * service.
   * @default "rolling"
   */
  readonly deployments?: keyof typeof DEPLOYMENTS;

  /** Number of tasks at creation, and minimum of the scaling. */
  readonly minTasks: number;

  /** Maximum number of tasks. */
  readonly maxTasks: number;

  /**
   * Percentage of the tasks on Fargate Spot, 0 to 100, which costs about a third. AWS stops a Spot task two minutes
   * after a warning, and does not replace Spot by On-Demand capacity. Only for `rolling` deployments.
   * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html
   * @default 0
   */
  readonly spotPercentage?: number;

  /** Target for the average CPU utilization in percent. @default 70 */
  readonly targetCpuPercent?: number;

  /** Cooldown after a scale-out. @default 60 */
  readonly scaleOutCooldownSeconds?: number;

  /** Cooldown after a scale-in. @default 300 */
  readonly scaleInCooldownSeconds?: number;

  /** Enable ECS Exec, so that people can open shells in tasks; their sessions are logged. @default false */
  readonly shells?: boolean;

  /**
   * Modules of the same stack that must exist first. Include the listener rules of the target groups, because ECS
   * refuses a target group without a load balancer.
   * @default []
   */
  readonly after?: readonly IConstruct[];

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<EcsServiceConfig>;
}

/** Deployment controllers, and the arguments that the controller or Application Auto Scaling changes after creation. */
const DEPLOYMENTS = {
  rolling: { controller: "ECS", ignored: ["desired_count"] },
  "blue-green": {
    controller: "CODE_DEPLOY",
    ignored: ["desired_count", "task_definition", "load_balancer", "network_configuration"],
  },
} as const;

/** An ECS service on Fargate in private subnets, whose number of tasks scales with their CPU utilization. */
export class FargateService extends Construct {
  readonly name: string;
  readonly arn: string;
  readonly cluster: IEcsCluster;
  readonly task: FargateTask;
  readonly deployments: keyof typeof DEPLOYMENTS;
  /** Ids of the tasks' subnets and security groups. */
  readonly network: { readonly subnets: string[]; readonly securityGroups: string[] };

  constructor(scope: Construct, id: string, props: FargateServiceProps) {
    super(scope, id);
    const { task, cluster, vpc, subnetGroup = "private", securityGroups, targetGroups = [], after = [] } = props;
    const { deployments = "rolling", minTasks, maxTasks, spotPercentage = 0, shells = false, overrides } = props;
    const { port } = task;
    checkRange(this, "spotPercentage", spotPercentage, 0, 100);
    check(
      this,
      spotPercentage === 0 || deployments === "rolling",
      "spotPercentage",
      "0 for blue-green deployments",
      spotPercentage,
    );
    check(this, maxTasks >= minTasks, "maxTasks", `at least minTasks (${minTasks})`, maxTasks);
    const listens = targetGroups.length === 0 || port !== undefined;
    check(this, listens, "targetGroups", "empty for a task without a port", `${targetGroups.length} target groups`);
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
      ...(spotPercentage === 0
        ? { launchType: "FARGATE" }
        : { capacityProviderStrategy: capacityShares(spotPercentage) }),
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
      ...overrides,
    });
    this.name = service.name;
    this.arn = service.id;
    this.cluster = cluster;
    this.task = task;
    this.deployments = deployments;
    this.addScaling(props);
  }

  private addScaling({ cluster, task, minTasks, maxTasks, ...props }: FargateServiceProps): void {
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

/** Weights of Spot and On-Demand capacity, as the smallest whole numbers. */
function capacityShares(spotPercentage: number): { capacityProvider: string; weight: number }[] {
  const divisor = greatestDivisor(spotPercentage, 100 - spotPercentage);
  return Object.entries({ FARGATE_SPOT: spotPercentage, FARGATE: 100 - spotPercentage }).map(
    ([capacityProvider, share]) => ({ capacityProvider, weight: share / divisor }),
  );
}

function greatestDivisor(left: number, right: number): number {
  return right === 0 ? left : greatestDivisor(right, left % right);
}
