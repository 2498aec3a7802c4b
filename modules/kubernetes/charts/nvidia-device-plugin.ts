import type { Construct } from "constructs";
import { type AddonProps, type Placement, requests } from "./addon";
import { Chart } from "./chart";
import { KUBE_SYSTEM_NAMESPACE } from "./namespaces";

export interface NvidiaDevicePluginProps extends AddonProps {
  /** Nodes that have NVIDIA GPUs. */
  readonly placement: Placement;
}

/**
 * NVIDIA device plugin, which lets pods request the GPUs of nodes as the resource `nvidia.com/gpu`.
 * https://github.com/NVIDIA/k8s-device-plugin
 */
export class NvidiaDevicePlugin extends Chart {
  constructor(scope: Construct, id: string, { placement, after, overrides }: NvidiaDevicePluginProps) {
    const { nodeSelector, tolerations } = placement;
    super(scope, id, {
      name: "nvidia-device-plugin",
      namespace: KUBE_SYSTEM_NAMESPACE,
      repository: "https://nvidia.github.io/k8s-device-plugin",
      chart: "nvidia-device-plugin",
      version: "0.19.3",
      values: {
        // The chart's own affinity needs the labels of Node Feature Discovery, which is not installed.
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
      overrides,
    });
  }
}
