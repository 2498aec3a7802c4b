import { AutoscalingGroup, type AutoscalingGroupConfig } from "@cdktf/provider-aws/lib/autoscaling-group";
import { PlacementGroup } from "@cdktf/provider-aws/lib/placement-group";
import { Construct, type IConstruct } from "constructs";
import type { ITargetGroup } from "../load-balancing/target-group";
import type { IVpc } from "../network/vpc";
import type { ILaunchTemplate } from "./launch-template";

export interface IAutoScalingGroup extends IConstruct {
  readonly name: string;
}

export interface AutoScalingGroupProps {
  /** At most 255 characters. A change replaces the group. */
  readonly name: string;

  readonly launchTemplate: ILaunchTemplate;

  readonly vpc: IVpc;

  /** Group of subnets, one for each zone to use. @default "private" */
  readonly subnetGroup?: string;

  readonly min: number;
  readonly max: number;

  /** Instances to begin with; afterwards scaling alone decides. @default min */
  readonly desired?: number;

  /** Load balancers' targets of type `instance`; their health checks then decide which instances are replaced. @default none */
  readonly targetGroups?: readonly ITargetGroup[];

  /**
   * Put each instance on a rack of its own: at most seven a zone, and not with
   * dedicated tenancy.
   * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/placement-strategies.html
   * @default true
   */
  readonly spread?: boolean;

  /** Share of the instances above `min` bought on the spot market, 0 to 100. @default 0 */
  readonly spotPercentage?: number;

  /** Types of the same size to choose from besides the template's, so that one running short stops nothing. @default none */
  readonly spotTypes?: readonly string[];

  /** Time a new instance has to become healthy. @default 300 */
  readonly healthCheckGraceSeconds?: number;

  /** Pause after simple scaling; other policies wait for the warm-up of their own. @default 300 */
  readonly defaultCooldownSeconds?: number;

  /** Days, 1 to 365, after which an instance is replaced, by then with a newer image. @default never */
  readonly maxInstanceLifetimeDays?: number;
}

const SPREAD_PER_ZONE = 7;

/**
 * Instances of one template over several zones. Scaling alone decides how many
 * run, so the capacity is set once at most. A new version of the template replaces
 * them a tenth at a time, and stops while the new ones are not healthy. That
 * does not roll back: AWS refuses it for images named by a parameter, so apply
 * the version before instead.
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
    this.check(props, subnets.length);
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
      // What runs an old version goes first.
      terminationPolicies: ["OldestLaunchTemplate", "OldestInstance"],
      maxInstanceLifetime: maxInstanceLifetimeDays && maxInstanceLifetimeDays * 24 * 60 * 60,
      enabledMetrics: ["GroupDesiredCapacity", "GroupInServiceInstances", "GroupMaxSize", "GroupMinSize"],
      tag: Object.entries(launchTemplate.tags).map(([key, value]) => ({ key, value, propagateAtLaunch: true })),
      lifecycle: desired === undefined ? undefined : { ignoreChanges: ["desired_capacity"] },
    });
    this.name = group.name;
  }

  private check(props: AutoScalingGroupProps, zones: number): void {
    const { launchTemplate, min, max, desired = min, spread = true, spotPercentage = 0, spotTypes = [] } = props;
    const fault = (message: string) => new Error(`${this.node.path}: ${message}`);
    if (min > max) {
      throw fault(`min must be at most max (${max}), got ${min}`);
    }
    if (desired < min || desired > max) {
      throw fault(`desired must be from min (${min}) to max (${max}), got ${desired}`);
    }
    if (spread && launchTemplate.tenancy === "dedicated") {
      throw fault("spread must be false with dedicated tenancy, got true");
    }
    if (spread && max > SPREAD_PER_ZONE * zones) {
      throw fault(
        `max must be at most ${SPREAD_PER_ZONE * zones}, seven in each of ${zones} zones, while spread, got ${max}`,
      );
    }
    if (spotPercentage < 0 || spotPercentage > 100) {
      throw fault(`spotPercentage must be 0 to 100, got ${spotPercentage}`);
    }
    if (spotPercentage > 0 && spotTypes.length === 0) {
      throw fault("spotTypes must name at least one other type while spotPercentage is above 0, got none");
    }
  }
}

/** One type bought on demand, or several types bought on both markets. */
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
