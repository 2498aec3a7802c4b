import { AutoscalingGroup, type AutoscalingGroupConfig } from "@cdktf/provider-aws/lib/autoscaling-group";
import { PlacementGroup } from "@cdktf/provider-aws/lib/placement-group";
import { check, checkRange } from "@modules/core/checks";
import { Construct, type IConstruct } from "constructs";
import type { ITargetGroup } from "../load-balancing/target-group";
import type { IVpc } from "../network/vpc";
import type { ILaunchTemplate } from "./launch-template";

export interface IAutoScalingGroup extends IConstruct {
  readonly name: string;
}

export interface AutoScalingGroupProps {
  /** Name of the group: at most 255 characters. A change replaces the group. */
  readonly name: string;

  readonly launchTemplate: Pick<ILaunchTemplate, "id" | "version" | "instanceType" | "tenancy" | "tags">;

  readonly vpc: IVpc;

  /** Group of subnets, one subnet per availability zone. @default "private" */
  readonly subnetGroup?: string;

  /** Minimum number of instances. */
  readonly min: number;

  /** Maximum number of instances. */
  readonly max: number;

  /** Number of instances at creation; scaling policies change it afterwards. @default min */
  readonly desired?: number;

  /** Target groups of type `instance`. Instances that fail their health checks are replaced. @default [] */
  readonly targetGroups?: readonly ITargetGroup[];

  /**
   * Place each instance on a separate rack: at most seven instances per availability zone, and
   * not with dedicated tenancy.
   * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/placement-strategies.html
   * @default true
   */
  readonly spread?: boolean;

  /** Percentage of the instances above `min` that are Spot Instances, 0 to 100. @default 0 */
  readonly spotPercentage?: number;

  /**
   * Instance types of the same size that replace the template's type when AWS has no capacity for it.
   * @default []
   */
  readonly spotTypes?: readonly string[];

  /** Time in which a new instance must become healthy. @default 300 */
  readonly healthCheckGraceSeconds?: number;

  /** Cooldown of simple scaling policies; other policies have their own warm-up time. @default 300 */
  readonly defaultCooldownSeconds?: number;

  /** Days after which an instance is replaced, 1 to 365; the new one gets the latest image. @default no limit */
  readonly maxInstanceLifetimeDays?: number;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<AutoscalingGroupConfig>;
}

/** Racks that a spread placement group offers in an availability zone. */
const RACKS_PER_ZONE = 7;

/**
 * Instances of one launch template in several availability zones. Terraform sets the desired capacity at creation only,
 * because scaling policies change it. A new version of the template starts an instance refresh, which replaces a tenth
 * of the instances at a time and pauses while new instances are unhealthy. The refresh does not roll back, because AWS
 * does not support that for images named by a parameter; to go back, apply the former version.
 * https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_RollbackInstanceRefresh.html
 */
export class AutoScalingGroup extends Construct implements IAutoScalingGroup {
  readonly name: string;

  constructor(scope: Construct, id: string, props: AutoScalingGroupProps) {
    super(scope, id);
    const { name, launchTemplate, vpc, subnetGroup = "private", min, max, targetGroups = [] } = props;
    const { spread = true, spotPercentage = 0, healthCheckGraceSeconds = 300, maxInstanceLifetimeDays } = props;
    const { desired, defaultCooldownSeconds = 300 } = props;
    const subnets = vpc.subnetIds(subnetGroup);
    this.checkProps(props, subnets.length);
    const group = new AutoscalingGroup(this, "Default", {
      name,
      minSize: min,
      maxSize: max,
      desiredCapacity: desired,
      vpcZoneIdentifier: subnets,
      ...instances(props),
      targetGroupArns: targetGroups.map(({ arn }) => arn),
      healthCheckType: targetGroups.length > 0 ? "ELB" : "EC2",
      healthCheckGracePeriod: healthCheckGraceSeconds,
      defaultCooldown: defaultCooldownSeconds,
      placementGroup: spread ? new PlacementGroup(this, "placement", { name, strategy: "spread" }).name : undefined,
      capacityRebalance: spotPercentage > 0,
      instanceRefresh: {
        strategy: "Rolling",
        preferences: { minHealthyPercentage: 90, instanceWarmup: String(healthCheckGraceSeconds) },
      },
      terminationPolicies: ["OldestLaunchTemplate", "OldestInstance"],
      maxInstanceLifetime: maxInstanceLifetimeDays && maxInstanceLifetimeDays * 24 * 60 * 60,
      enabledMetrics: ["GroupDesiredCapacity", "GroupInServiceInstances", "GroupMaxSize", "GroupMinSize"],
      tag: Object.entries(launchTemplate.tags).map(([key, value]) => ({ key, value, propagateAtLaunch: true })),
      lifecycle: desired === undefined ? undefined : { ignoreChanges: ["desired_capacity"] },
      ...props.overrides,
    });
    this.name = group.name;
  }

  private checkProps(props: AutoScalingGroupProps, zones: number): void {
    const { launchTemplate, min, max, desired = min, spread = true, spotPercentage = 0, spotTypes = [] } = props;
    const racks = RACKS_PER_ZONE * zones;
    check(this, min <= max, "min", `at most max (${max})`, min);
    check(this, desired >= min && desired <= max, "desired", `from min (${min}) to max (${max})`, desired);
    check(this, !(spread && launchTemplate.tenancy === "dedicated"), "spread", "false with dedicated tenancy", true);
    const most = `at most ${racks} when spread, ${RACKS_PER_ZONE} in each of ${zones} availability zones`;
    check(this, !spread || max <= racks, "max", most, max);
    checkRange(this, "spotPercentage", spotPercentage, 0, 100);
    const alternatives = spotPercentage === 0 || spotTypes.length > 0;
    check(this, alternatives, "spotTypes", "at least one instance type when spotPercentage is above 0", "none");
  }
}

/** A launch template for On-Demand Instances of one type, or a mixed instances policy with Spot Instances. */
function instances({
  launchTemplate,
  min,
  spotPercentage = 0,
  spotTypes = [],
}: AutoScalingGroupProps): Pick<AutoscalingGroupConfig, "launchTemplate" | "mixedInstancesPolicy"> {
  const { id, version, instanceType } = launchTemplate;
  if (spotPercentage === 0) {
    return { launchTemplate: { id, version } };
  }
  return {
    mixedInstancesPolicy: {
      launchTemplate: {
        launchTemplateSpecification: { launchTemplateId: id, version },
        override: [instanceType, ...spotTypes].map((type) => ({ instanceType: type })),
      },
      instancesDistribution: {
        onDemandBaseCapacity: min,
        onDemandPercentageAboveBaseCapacity: 100 - spotPercentage,
        onDemandAllocationStrategy: "prioritized",
        spotAllocationStrategy: "price-capacity-optimized",
      },
    },
  };
}
