import type { EksCluster } from "@modules/aws/eks/eks-cluster";
import type { IAlerts } from "@modules/aws/operations/alerts";
import type { Construct } from "constructs";
import type { DafnckmachineEnvironment, ObservabilitySettings } from "../../../../environments/dafnckmachine/schema";
import { ClusterStack, eksAccess } from "../../../base/cluster-stack";
import type { ControllersStack } from "../controllers";
import type { WorkloadsStack } from "../workloads/stack";
import { addLogging } from "./logging/logging";
import { addMonitoring } from "./monitoring/monitoring";

export interface ObservabilityProps {
  readonly cluster: EksCluster;
  /** Where alerts go. */
  readonly alerts: IAlerts;
  readonly controllers: ControllersStack;
  /** What is watched, with its namespaces. */
  readonly workloads: WorkloadsStack;
}

/** Namespaces of the platform's own pods, which send records of their own. */
const APPLICATIONS = ["dafnckmachine", "production"];

/** Logs of the cluster and, where it is watched closely, its metrics; comes after what is watched. */
export class ObservabilityStack extends ClusterStack<DafnckmachineEnvironment> {
  constructor(
    scope: Construct,
    environment: DafnckmachineEnvironment,
    { logs, monitoring }: ObservabilitySettings,
    { cluster, alerts, controllers, workloads }: ObservabilityProps,
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
