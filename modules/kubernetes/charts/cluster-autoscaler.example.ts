import { ClusterAutoscaler } from "@modules/kubernetes/charts/cluster-autoscaler";
import type { Construct } from "constructs";

/** The autoscaler of an EKS cluster on Kubernetes 1.35. */
export function example(scope: Construct): void {
  new ClusterAutoscaler(scope, "autoscaler", { clusterName: "shop", region: "us-east-1", version: "v1.35.0" });
}
