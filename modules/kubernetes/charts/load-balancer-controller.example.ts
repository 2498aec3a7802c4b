import { CertManager } from "@modules/kubernetes/charts/cert-manager";
import { LoadBalancerController } from "@modules/kubernetes/charts/load-balancer-controller";
import type { Construct } from "constructs";

/** The controller of an EKS cluster, installed after cert-manager, which issues the certificate of its webhook. */
export function example(scope: Construct): void {
  const certManager = new CertManager(scope, "certificates");

  new LoadBalancerController(scope, "load-balancing", {
    clusterName: "shop",
    region: "us-east-1",
    vpcId: "vpc-0123456789abcdef0",
    after: [certManager],
  });
}
