import { AutoScalingGroup } from "@modules/aws/compute/auto-scaling-group";
import { CpuScaling } from "@modules/aws/compute/cpu-scaling";
import type { IRepository } from "@modules/aws/ecr/repository";
import type { IApplicationLoadBalancer } from "@modules/aws/load-balancing/application-load-balancer";
import type { ITargetGroup } from "@modules/aws/load-balancing/target-group";
import type { IVpc } from "@modules/aws/network/vpc";
import type { Construct } from "constructs";
import type { FreeagenticsEnvironment } from "../../../../environments/freeagentics/schema";
import { AwsStack } from "../../../base/aws-stack";
import { APP_USER, WORKER_USER } from "../data/users";
import { addLaunchTemplate, type ServerProps } from "./launch-template";
import { addScaling } from "./scaling";

export interface ComputeProps extends ServerProps {
  readonly vpc: IVpc;
  /** Repository of the workers' image. @default no workers */
  readonly workerRepository?: IRepository;
  readonly targetGroup: ITargetGroup;
  readonly loadBalancer: IApplicationLoadBalancer;
  /** Minimum size of a standby. @default none: the stack is in the primary region, with the sizes in `compute` */
  readonly standby?: { readonly min: number };
}

/**
 * The application servers and, in the primary region, the workers. Push their images first; Auto Scaling keeps
 * replacing instances that cannot pull their image.
 */
export class ComputeStack extends AwsStack<FreeagenticsEnvironment> {
  readonly autoScalingGroup: AutoScalingGroup;
  /** Undefined in an environment without workers, and in a standby. */
  readonly workers: AutoScalingGroup | undefined;

  constructor(
    scope: Construct,
    environment: FreeagenticsEnvironment,
    props: ComputeProps,
    region = environment.account.region,
  ) {
    super(scope, environment, "compute", { region });
    const { vpc, targetGroup, loadBalancer, standby } = props;
    const { min, desired, max, instanceType, imageTag, volumeGibibytes } = environment.compute;
    const name = this.named("freeagentics-app");
    this.autoScalingGroup = new AutoScalingGroup(this, "app", {
      name,
      launchTemplate: addLaunchTemplate(this, name, props, {
        tier: "app",
        description: "Application servers",
        user: APP_USER,
        instanceType,
        imageTag,
        rootVolumeGibibytes: volumeGibibytes.root,
        logVolumeGibibytes: volumeGibibytes.logs,
      }),
      vpc,
      min: standby?.min ?? min,
      desired: standby?.min ?? desired,
      max,
      targetGroups: [targetGroup],
      // A spread placement group allows seven instances per availability zone, which is less than the maximum size
      // needs.
      spread: false,
      healthCheckGraceSeconds: 600,
      defaultCooldownSeconds: 300,
      // A replacement installs the newest Amazon Linux image, which patches the host.
      maxInstanceLifetimeDays: 30,
    });
    addScaling(this, name, this.autoScalingGroup, loadBalancer);
    this.workers = standby ? undefined : this.addWorkers(props);
  }

  /** Servers of interruptible jobs, which they take from the cache. They share the security group of the application. */
  private addWorkers({ vpc, workerRepository, ...props }: ComputeProps): AutoScalingGroup | undefined {
    const { workers } = this.environment.compute;
    if (!workers || !workerRepository) {
      return undefined;
    }
    const { min, max, spotPercentage, spotTypes, instanceType, imageTag } = workers;
    const name = this.named("freeagentics-worker");
    const servers = { tier: "worker", description: "Workers", user: WORKER_USER, rootVolumeGibibytes: 30 } as const;
    const group = new AutoScalingGroup(this, "worker", {
      name,
      launchTemplate: addLaunchTemplate(
        this,
        name,
        { ...props, repository: workerRepository },
        { ...servers, instanceType, imageTag },
      ),
      vpc,
      min,
      max,
      spread: false,
      spotPercentage,
      spotTypes,
      maxInstanceLifetimeDays: 30,
    });
    new CpuScaling(this, "worker-scaling", { name, group });
    return group;
  }
}
