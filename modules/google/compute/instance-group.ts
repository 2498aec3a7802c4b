import { ComputeHealthCheck } from "@cdktf/provider-google/lib/compute-health-check";
import { ComputeRegionAutoscaler } from "@cdktf/provider-google/lib/compute-region-autoscaler";
import { ComputeRegionInstanceGroupManager } from "@cdktf/provider-google/lib/compute-region-instance-group-manager";
import { Construct, type IConstruct } from "constructs";
import { projectOf } from "../project";
import type { IInstanceTemplate } from "./instance-template";

export interface IInstanceGroup extends IConstruct {
  /** As a load balancer's backend names it. */
  readonly instanceGroup: string;
  /** Name of the port that the instances serve on. */
  readonly portName: string;
  /** Path that says whether an instance serves. */
  readonly healthPath: string;
  readonly port: number;
}

export interface InstanceGroupProps {
  /** 1 to 63 lower-case letters, digits and inner hyphens, a letter first. */
  readonly name: string;

  /** Begins the names of the instances, at most 58 characters. */
  readonly baseInstanceName: string;

  readonly template: IInstanceTemplate;

  /** Of the region, over which the instances are spread evenly; can never be changed. */
  readonly zones: readonly string[];

  /** Instances to begin with; the number, where they do not scale. */
  readonly size: number;

  /** @default their number stays */
  readonly scaling?: { readonly min: number; readonly max: number; readonly cpuUtilization: number };

  /** Served by each instance over plain HTTP, which only what is in front of them may reach. */
  readonly port: number;

  /** Answers 200 while an instance serves. @default "/health" */
  readonly healthPath?: string;
}

/**
 * Instances of one kind in several zones. Those that do not answer for two
 * minutes are made anew, and so is each, one zone's after the other's, when the
 * template changes. A firewall rule must let Google's health checks in.
 */
export class InstanceGroup extends Construct implements IInstanceGroup {
  readonly instanceGroup: string;
  readonly portName = "http";
  readonly healthPath: string;
  readonly port: number;

  constructor(scope: Construct, id: string, props: InstanceGroupProps) {
    super(scope, id);
    const { name, baseInstanceName, template, zones, size, scaling, port, healthPath = "/health" } = props;
    const { region } = projectOf(this);
    this.check("size", Number.isInteger(size) && size >= 0, "a whole number, 0 or more", size);
    this.check("zones", zones.length > 0, "at least one zone", "none");
    const elsewhere = zones.find((zone) => !zone.startsWith(`${region}-`));
    this.check("zones", elsewhere === undefined, `zones of ${region}`, elsewhere);
    const healthCheck = new ComputeHealthCheck(this, "health-check", {
      name,
      checkIntervalSec: 30,
      timeoutSec: 10,
      healthyThreshold: 1,
      unhealthyThreshold: 4,
      httpHealthCheck: { port, requestPath: healthPath },
      logConfig: { enable: true },
    });
    const group = new ComputeRegionInstanceGroupManager(this, "Default", {
      name,
      baseInstanceName,
      region,
      distributionPolicyZones: [...zones],
      version: [{ instanceTemplate: template.selfLink }],
      targetSize: size,
      namedPort: [{ name: this.portName, port }],
      autoHealingPolicies: { healthCheck: healthCheck.id, initialDelaySec: 300 },
      updatePolicy: {
        type: "PROACTIVE",
        minimalAction: "REPLACE",
        mostDisruptiveAllowedAction: "REPLACE",
        replacementMethod: "SUBSTITUTE",
        instanceRedistributionType: "PROACTIVE",
        // In a region both must be zero or at least the number of zones.
        maxSurgeFixed: zones.length,
        maxUnavailableFixed: 0,
      },
      // An image that does not start must not hold up the apply that mends it.
      waitForInstances: false,
      lifecycle: scaling ? { ignoreChanges: ["target_size"] } : undefined,
    });
    if (scaling) {
      this.addScaling(name, group.id, scaling);
    }
    this.instanceGroup = group.instanceGroup;
    this.healthPath = healthPath;
    this.port = port;
  }

  private addScaling(name: string, target: string, { min, max, cpuUtilization }: Scaling): void {
    this.check("scaling.max", max >= min && max > 0, `at least min, ${min}`, max);
    this.check("scaling.cpuUtilization", cpuUtilization > 0 && cpuUtilization <= 1, "above 0 to 1", cpuUtilization);
    new ComputeRegionAutoscaler(this, "scaling", {
      name,
      region: projectOf(this).region,
      target,
      autoscalingPolicy: {
        minReplicas: min,
        maxReplicas: max,
        // Until an instance has started, its load says nothing.
        cooldownPeriod: 180,
        cpuUtilization: { target: cpuUtilization },
      },
    });
  }

  private check(prop: string, holds: boolean, rule: string, got: unknown): void {
    if (!holds) {
      throw new Error(`${this.node.path}: ${prop} must be ${rule}, got ${got}`);
    }
  }
}

type Scaling = NonNullable<InstanceGroupProps["scaling"]>;
