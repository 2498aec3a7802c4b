import { NvidiaDevicePlugin } from "@modules/kubernetes/charts/nvidia-device-plugin";
import type { Construct } from "constructs";

/** The device plugin on the nodes of a GPU pool. */
export function example(scope: Construct): void {
  new NvidiaDevicePlugin(scope, "gpus", {
    placement: {
      nodeSelector: { "node-pool": "gpu" },
      tolerations: [{ key: "nvidia.com/gpu", operator: "Exists", effect: "NoSchedule" }],
    },
  });
}
