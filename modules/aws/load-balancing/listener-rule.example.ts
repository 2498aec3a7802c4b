import { Certificate } from "@modules/aws/dns/certificate";
import { HttpsListener } from "@modules/aws/load-balancing/https-listener";
import { ListenerRule } from "@modules/aws/load-balancing/listener-rule";
import { TargetGroup } from "@modules/aws/load-balancing/target-group";
import { Vpc } from "@modules/aws/network/vpc";
import type { Construct } from "constructs";

/** A rule that forwards an API's paths to its tasks. */
export function example(scope: Construct): void {
  const vpc = Vpc.fromExisting(scope, "vpc", { id: "vpc-0abc1234def567890", cidr: "10.20.0.0/16" });
  const certificate = Certificate.fromExisting(scope, "certificate", {
    arn: "arn:aws:acm:us-east-1:111122223333:certificate/1234abcd-12ab-34cd-56ef-1234567890ab",
    names: ["api.acme.example"],
  });
  const listener = new HttpsListener(scope, "listener", {
    loadBalancerArn: "arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/app/api/1234567890abcdef",
    port: 443,
    certificate,
  });

  new ListenerRule(scope, "orders", {
    listener,
    priority: 100,
    hosts: ["api.acme.example"],
    pathPatterns: ["/orders", "/orders/*"],
    targetGroup: new TargetGroup(scope, "targets", { name: "orders", vpc, port: 8080, targetType: "ip" }),
  });
}
