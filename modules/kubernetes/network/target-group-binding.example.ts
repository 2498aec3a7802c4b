import { TargetGroupBinding } from "@modules/kubernetes/network/target-group-binding";
import { Namespace } from "@modules/kubernetes/security/namespace";
import type { Construct } from "constructs";

/**
 * Registers the pods of a service with an AWS load balancer; a pod becomes ready when the load balancer reports it
 * healthy.
 */
export function example(scope: Construct): void {
  const namespace = new Namespace(scope, "namespace", { name: "storefront", readinessGates: true });

  new TargetGroupBinding(scope, "api", {
    name: "api",
    namespace: "storefront",
    targetGroup: { arn: "arn:aws:elasticloadbalancing:us-east-1:111122223333:targetgroup/storefront/0123456789abcdef" },
    service: { name: "api", port: 80 },
    after: [namespace],
  });
}
