import { CpuScaling } from "@modules/aws/compute/cpu-scaling";
import type { Construct } from "constructs";

/** Adds four instances above 80 % CPU utilization and removes one below 40 %. */
export function example(scope: Construct): void {
  const group = { name: "ticket-web" };

  new CpuScaling(scope, "scaling", {
    name: "ticket-web",
    group,
    scaleUpAbovePercent: 80,
    scaleUpBy: 4,
    scaleDownBelowPercent: 40,
  });
}
