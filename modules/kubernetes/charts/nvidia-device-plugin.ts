import type { Construct } from "constructs";
import { type AddonProps, type Placement, requests } from "./addon";
import { Chart } from "./chart";

export interface NvidiaDevicePluginProps extends AddonProps {
  /** Nodes that have GPUs. */
  readonly placement: Placement;
}

/** Makes the GPUs of nodes known, as `nvidia.com/gpu` that pods can ask for. https://github.com/NVIDIA/k8s-device-plugin */
export class NvidiaDevicePlugin extends Chart {
  constructor(scope: Construct, id: string, { placement, after }: NvidiaDevicePluginProps) {
    const { nodeSelector, tolerations } = placement;
    super(scope, id, {
      name: "nvidia-device-plugin",
      namespace: "kube-system",
      repository: "https://nvidia.github.io/k8s-device-plugin",
      chart: "nvidia-device-plugin",
      version: "0.19.3",
      values: {
        // In place of the chart's own, which goes by labels of a discovery that nobody installed.
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: [
                {
                  matchExpressions: Object.entries(nodeSelector).map(([key, value]) => ({
                    key,
                    operator: "In",
                    values: [value],
                  })),
                },
              ],
            },
          },
        },
        tolerations,
        resources: requests("20m", "64Mi"),
      },
      after,
    });
  }
}
