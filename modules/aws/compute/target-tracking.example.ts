import { TargetTracking } from "@modules/aws/compute/target-tracking";
import type { Construct } from "constructs";

/** Keeps the average CPU utilization of a group near 60 %. */
export function example(scope: Construct): void {
  new TargetTracking(scope, "cpu", { name: "cpu-60", group: { name: "catalog-web" }, cpuPercent: 60 });
}
