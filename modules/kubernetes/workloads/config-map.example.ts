import { ConfigMap } from "@modules/kubernetes/workloads/config-map";
import type { Construct } from "constructs";

/** Environment variables for the pods of a shop. */
export function example(scope: Construct): void {
  new ConfigMap(scope, "settings", {
    name: "shop-settings",
    namespace: "shop",
    data: { CURRENCY: "EUR", LOG_LEVEL: "info" },
  });
}
