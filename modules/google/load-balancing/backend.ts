import { ComputeBackendService } from "@cdktf/provider-google/lib/compute-backend-service";
import { ComputeHealthCheck } from "@cdktf/provider-google/lib/compute-health-check";
import { Construct, type IConstruct } from "constructs";
import type { IInstanceGroup } from "../compute/instance-group";

export interface IBackend extends IConstruct {
  readonly id: string;
}

export interface BackendProps {
  /** 1 to 63 lower-case letters, digits and inner hyphens, a letter first. */
  readonly name: string;

  readonly group: IInstanceGroup;

  /** Id of a policy of Cloud Armor, which filters requests before they get here. */
  readonly securityPolicy: string;

  /** Seconds an answer may take. @default 30 */
  readonly timeoutSeconds?: number;
}

/** A group as a load balancer sees it: who of it answers gets requests, as long as its processors have room. */
export class Backend extends Construct implements IBackend {
  readonly id: string;

  constructor(scope: Construct, id: string, props: BackendProps) {
    super(scope, id);
    const { name, group, securityPolicy, timeoutSeconds = 30 } = props;
    // Asks more often than what heals the group: who is slow loses requests first, its instance later.
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
      securityPolicy,
      timeoutSec: timeoutSeconds,
      connectionDrainingTimeoutSec: 60,
      logConfig: { enable: true, sampleRate: 1 },
    }).id;
  }
}
