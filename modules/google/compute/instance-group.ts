import { ComputeHealthCheck } from "@cdktf/provider-google/lib/compute-health-check";
import { ComputeRegionAutoscaler } from "@cdktf/provider-google/lib/compute-region-autoscaler";
import {
  ComputeRegionInstanceGroupManager,
  type ComputeRegionInstanceGroupManagerConfig,
} from "@cdktf/provider-google/lib/compute-region-instance-group-manager";
import { check, checkLength, checkWholeNumber } from "@modules/core/checks";
import { Construct, type IConstruct } from "constructs";
import { addDefaultAlerts } from "../operations/default-alerts";
import { projectOf } from "../project";
import { instanceGroupAlerts } from "./instance-group-alerts";
import type { IInstanceTemplate } from "./instance-template";

export interface IInstanceGroup extends IConstruct {
  /** URL of the group, which a backend service takes. */
  readonly instanceGroup: string;
  /** Name of the port that the instances listen on. */
  readonly portName: string;
  /** Path of the health check. */
  readonly healthPath: string;
  /** Port that the instances listen on. */
  readonly port: number;
}

export interface InstanceGroupProps {
  /** Name of the group: 1 to 63 lower-case letters, digits and inner hyphens, beginning with a letter. */
  readonly name: string;

  /** Prefix of the instances' names, at most 58 characters. */
  readonly baseInstanceName: string;

  readonly template: Pick<IInstanceTemplate, "selfLink">;

  /** Zones of the region, over which the instances are spread evenly. A change replaces the group. */
  readonly zones: readonly string[];

  /** Number of instances; with `scaling` only when the group is created. */
  readonly size: number;

  /** Autoscaling between two numbers of instances, by a target of average CPU use, above 0 to 1. @default none */
  readonly scaling?: { readonly min: number; readonly max: number; readonly cpuUtilization: number };

  /** Port that the instances listen on for HTTP. Firewall rules should allow the load balancer alone. */
  readonly port: number;

  /** Path of the health check, which answers 200 while an instance serves. @default "/health" */
  readonly healthPath?: string;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<ComputeRegionInstanceGroupManagerConfig>;
}

/**
 * A managed instance group over several zones. It recreates instances whose health check fails for two minutes, and
 * replaces all instances, some at a time, when the template changes. A firewall rule must allow Google's health checks.
 * https://cloud.google.com/load-balancing/docs/health-check-concepts#ip-ranges
 */
export class InstanceGroup extends Construct implements IInstanceGroup {
  readonly instanceGroup: string;
  readonly portName = "http";
  readonly healthPath: string;
  readonly port: number;

  constructor(scope: Construct, id: string, props: InstanceGroupProps) {
    super(scope, id);
    const { name, baseInstanceName, template, zones, size, scaling, port, healthPath = "/health" } = props;
    const { overrides } = props;
    const { region } = projectOf(this);
    checkWholeNumber(this, "size", size, 0);
    checkLength(this, "zones", zones, 1);
    const elsewhere = zones.find((zone) => !zone.startsWith(`${region}-`));
    check(this, elsewhere === undefined, "zones", `zones of ${region}`, elsewhere);
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
        // A regional group accepts zero, or at least as many as it has zones, for surge and for unavailable instances.
        maxSurgeFixed: zones.length,
        maxUnavailableFixed: 0,
      },
      // Otherwise the apply that repairs an image waits for the broken instances.
      waitForInstances: false,
      lifecycle: scaling ? { ignoreChanges: ["target_size"] } : undefined,
      ...overrides,
    });
    if (scaling) {
      this.addScaling(name, group.id, scaling);
    }
    addDefaultAlerts(this, name, instanceGroupAlerts(name, { baseInstanceName }));
    this.instanceGroup = group.instanceGroup;
    this.healthPath = healthPath;
    this.port = port;
  }

  private addScaling(name: string, target: string, { min, max, cpuUtilization }: Scaling): void {
    checkWholeNumber(this, "scaling.min", min, 0);
    checkWholeNumber(this, "scaling.max", max, Math.max(min, 1));
    const isShare = cpuUtilization > 0 && cpuUtilization <= 1;
    check(this, isShare, "scaling.cpuUtilization", "above 0 and at most 1", cpuUtilization);
    new ComputeRegionAutoscaler(this, "scaling", {
      name,
      region: projectOf(this).region,
      target,
      autoscalingPolicy: {
        minReplicas: min,
        maxReplicas: max,
        // The load of an instance is no measure while it starts.
        cooldownPeriod: 180,
        cpuUtilization: { target: cpuUtilization },
      },
    });
  }
}

type Scaling = NonNullable<InstanceGroupProps["scaling"]>;
