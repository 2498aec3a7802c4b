import { Certificate } from "@modules/aws/dns/certificate";
import { HttpsListener } from "@modules/aws/load-balancing/https-listener";
import type { Construct } from "constructs";

/** An additional listener of an existing load balancer, which responds with 404 until a rule is added. */
export function example(scope: Construct): void {
  const certificate = Certificate.fromExisting(scope, "certificate", {
    arn: "arn:aws:acm:us-east-1:111122223333:certificate/1234abcd-12ab-34cd-56ef-1234567890ab",
    names: ["admin.acme.example"],
  });

  new HttpsListener(scope, "admin", {
    loadBalancerArn: "arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/app/tools/1234567890abcdef",
    port: 8443,
    certificate,
  });
}
