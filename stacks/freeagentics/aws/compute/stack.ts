import { AutoScalingGroup } from "@modules/aws/compute/auto-scaling-group";
import type { IApplicationLoadBalancer } from "@modules/aws/load-balancing/application-load-balancer";
import type { ITargetGroup } from "@modules/aws/load-balancing/target-group";
import type { IVpc } from "@modules/aws/network/vpc";
import type { Construct } from "constructs";
import type { FreeagenticsEnvironment } from "../../../../environments/freeagentics/schema";
import { AwsStack } from "../../../base/aws-stack";
import { addLaunchTemplate, type ServerProps } from "./launch-template";
import { addScaling } from "./scaling";

export interface ComputeProps extends ServerProps {
  readonly vpc: IVpc;
  readonly targetGroup: ITargetGroup;
  readonly loadBalancer: IApplicationLoadBalancer;
  /** Minimum size of a standby. @default this is the primary region, sized by `compute` */
  readonly standby?: { readonly min: number };
}

/**
 * The application servers. Push their image first; Auto Scaling keeps replacing
 * instances that cannot pull it.
 */
export class ComputeStack extends AwsStack<FreeagenticsEnvironment> {
  readonly autoScalingGroup: AutoScalingGroup;

  constructor(
    scope: Construct,
    environment: FreeagenticsEnvironment,
    props: ComputeProps,
    region = environment.account.region,
  ) {
    super(scope, environment, "compute", { region });
    const { vpc, targetGroup, loadBalancer, standby } = props;
    const { min, desired, max } = environment.compute;
    const name = this.named("freeagentics-app");
    this.autoScalingGroup = new AutoScalingGroup(this, "app", {
      name,
      launchTemplate: addLaunchTemplate(this, name, props),
      vpc,
      min: standby?.min ?? min,
      desired: standby?.min ?? desired,
      max,
      targetGroups: [targetGroup],
      // A spread placement group has room for seven instances per availability zone, too few for the maximum size.
      spread: false,
      healthCheckGraceSeconds: 600,
      defaultCooldownSeconds: 300,
      // A replacement installs the newest Amazon Linux image, which patches the host.
      maxInstanceLifetimeDays: 30,
    });
    addScaling(this, name, this.autoScalingGroup, loadBalancer);
  }
}
