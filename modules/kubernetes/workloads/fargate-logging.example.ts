import { FargateLogging } from "@modules/kubernetes/workloads/fargate-logging";
import type { Construct } from "constructs";

/** Logs of the pods on Fargate, in a log group of the cluster. */
export function example(scope: Construct): void {
  new FargateLogging(scope, "fargate-logs", { logGroupName: "/aws/eks/previews/fargate", region: "us-east-1" });
}
