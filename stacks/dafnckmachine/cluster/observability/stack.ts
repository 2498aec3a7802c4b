import type { EksCluster } from "@modules/aws/eks/eks-cluster";
import type { IAlerts } from "@modules/aws/operations/alerts";
import type { Construct } from "constructs";
import type { ObservabilitySettings } from "../../../../environments/dafnckmachine/observability";
import type { DafnckmachineEnvironment } from "../../../../environments/dafnckmachine/schema";
import { ClusterStack, eksAccess } from "../../../base/cluster-stack";
import type { ControllersStack } from "../controllers";
import { NAMESPACES } from "../pods";
import type { WorkloadsStack } from "../workloads/stack";
import { addLogging } from "./logging/logging";
import { addMonitoring } from "./monitoring/monitoring";

export interface ObservabilityProps {
  readonly settings: ObservabilitySettings;
  readonly cluster: EksCluster;
  /** Topic that Alertmanager publishes to. */
  readonly alerts: IAlerts;
  readonly controllers: ControllersStack;
  /** Stack of the observed workloads, whose namespaces must exist before this stack. */
  readonly workloads: WorkloadsStack;
}

/** Namespaces whose pods send log records to Fluentd over HTTP. */
const APPLICATIONS = [NAMESPACES.agents, NAMESPACES.api];

/** Logs of the cluster and, if the environment has monitoring, its metrics and alerts. */
export class ObservabilityStack extends ClusterStack<DafnckmachineEnvironment> {
  constructor(
    scope: Construct,
    environment: DafnckmachineEnvironment,
    { settings: { logs, monitoring }, cluster, alerts, controllers, workloads }: ObservabilityProps,
  ) {
    super(scope, environment, "observability", eksAccess(cluster, environment.account.region), [
      controllers,
      workloads,
    ]);
    addLogging(this, logs, APPLICATIONS);
    if (monitoring) {
      addMonitoring(this, monitoring, alerts);
    }
  }
}
