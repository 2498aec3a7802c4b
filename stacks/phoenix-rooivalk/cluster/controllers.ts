import type { EksCluster } from "@modules/aws/eks/eks-cluster";
import { placement } from "@modules/aws/eks/eks-placement";
import type { IVpc } from "@modules/aws/network/vpc";
import { NvidiaDevicePlugin } from "@modules/kubernetes/charts/nvidia-device-plugin";
import type { Construct } from "constructs";
import type { PhoenixRooivalkEnvironment } from "../../../environments/phoenix-rooivalk/schema";
import { ClusterStack, eksAccess } from "../../base/cluster-stack";
import { addEksControllers, addLoadBalancing } from "../../parts/cluster/controllers";
import { GPU_NODES } from "../aws/kubernetes/nodes";

export interface ControllersProps {
  readonly cluster: EksCluster;
  readonly vpc: IVpc;
  /** Whether the cluster has nodes with GPUs. */
  readonly gpuNodes: boolean;
}

/**
 * Operators and their custom resource definitions, which must exist before a later
 * stack can be planned. There is no cluster autoscaler, because Auto Scaling
 * policies already scale the node groups.
 */
export class ControllersStack extends ClusterStack<PhoenixRooivalkEnvironment> {
  constructor(
    scope: Construct,
    environment: PhoenixRooivalkEnvironment,
    { cluster, vpc, gpuNodes }: ControllersProps,
    region = environment.account.region,
  ) {
    const primary = region === environment.account.region;
    super(scope, environment, primary ? "controllers" : `controllers-${region}`, eksAccess(cluster, region), []);
    const { certManager } = addEksControllers(this);
    addLoadBalancing(this, { cluster, region, vpcId: vpc.id, after: [certManager] });
    if (gpuNodes) {
      new NvidiaDevicePlugin(this, "graphics", { placement: placement(GPU_NODES) });
    }
  }
}
