import {
  ComputeBackendService,
  type ComputeBackendServiceConfig,
} from "@cdktf/provider-google/lib/compute-backend-service";
import { ComputeHealthCheck } from "@cdktf/provider-google/lib/compute-health-check";
import { checkWholeNumber } from "@modules/core/checks";
import { Construct, type IConstruct } from "constructs";
import type { IInstanceGroup } from "../compute/instance-group";
import type { ISecurityPolicy } from "./security-policy";

export interface IBackend extends IConstruct {
  readonly id: string;
  /** Name, by which metrics tell backends apart; known at synthesis. */
  readonly name: string;
}

export interface BackendProps {
  /** Name of the backend service: 1 to 63 lower-case letters, digits and inner hyphens, beginning with a letter. */
  readonly name: string;

  readonly group: Pick<IInstanceGroup, "instanceGroup" | "portName" | "healthPath" | "port">;

  /** Cloud Armor policy that filters the requests. */
  readonly securityPolicy: Pick<ISecurityPolicy, "id">;

  /** Seconds until a request without a response fails, at least 1. @default 30 */
  readonly timeoutSeconds?: number;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<ComputeBackendServiceConfig>;
}

/** A backend service: it sends requests to the healthy instances of a group, to 80 % of their CPU. */
export class Backend extends Construct implements IBackend {
  readonly id: string;
  readonly name: string;

  constructor(scope: Construct, id: string, props: BackendProps) {
    super(scope, id);
    const { name, group, securityPolicy, timeoutSeconds = 30, overrides } = props;
    checkWholeNumber(this, "timeoutSeconds", timeoutSeconds, 1);
    this.name = name;
    // This check is faster than the group's own, so that a slow instance loses requests before it is recreated.
    const healthCheck = new ComputeHealthCheck(this, "health-check", {
      name: `${name}-balanced`,
      checkIntervalSec: 10,
      timeoutSec: 5,
      healthyThreshold: 2,
      unhealthyThreshold: 3,
      httpHealthCheck: { port: group.port, requestPath: group.healthPath },
      logConfig: { enable: true },
    });
    this.id = new ComputeBackendService(this, "Default", {
      name,
      loadBalancingScheme: "EXTERNAL_MANAGED",
      protocol: "HTTP",
      portName: group.portName,
      backend: [{ group: group.instanceGroup, balancingMode: "UTILIZATION", maxUtilization: 0.8, capacityScaler: 1 }],
      healthChecks: [healthCheck.id],
      securityPolicy: securityPolicy.id,
      timeoutSec: timeoutSeconds,
      connectionDrainingTimeoutSec: 60,
      logConfig: { enable: true, sampleRate: 1 },
      ...overrides,
    }).id;
  }
}
