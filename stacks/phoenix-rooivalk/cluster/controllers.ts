import type { EksCluster } from "@modules/aws/eks/eks-cluster";
import { placement } from "@modules/aws/eks/eks-placement";
import type { IVpc } from "@modules/aws/network/vpc";
import { NvidiaDevicePlugin } from "@modules/kubernetes/charts/nvidia-device-plugin";
import type { Construct } from "constructs";
import type { PhoenixRooivalkEnvironment } from "../../../environments/phoenix-rooivalk/schema";
import { ClusterStack, eksAccess } from "../../base/cluster-stack";
import { addEksControllers, addLoadBalancing } from "../../parts/cluster/controllers";
import { GPU_NODES } from "../aws/kubernetes/stack";

export interface ControllersNeeds {
  readonly cluster: EksCluster;
  readonly vpc: IVpc;
  /** Whether the cluster has nodes with GPUs. */
  readonly graphics: boolean;
}

/**
 * Operators and the definitions of their resources: applied before anything that
 * uses them is planned. No autoscaler of nodes: their groups follow the load themselves.
 */
export class ControllersStack extends ClusterStack<PhoenixRooivalkEnvironment> {
  constructor(
    scope: Construct,
    environment: PhoenixRooivalkEnvironment,
    { cluster, vpc, graphics }: ControllersNeeds,
    region = environment.account.region,
  ) {
    const primary = region === environment.account.region;
    super(scope, environment, primary ? "controllers" : `controllers-${region}`, eksAccess(cluster, region), []);
    const { certManager } = addEksControllers(this);
    addLoadBalancing(this, { cluster, region, vpcId: vpc.id, after: [certManager] });
    if (graphics) {
      new NvidiaDevicePlugin(this, "graphics", { placement: placement(GPU_NODES) });
    }
  }
}
