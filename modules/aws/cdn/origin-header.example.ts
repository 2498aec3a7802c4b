import { OriginHeader } from "@modules/aws/cdn/origin-header";
import { Key } from "@modules/aws/security/key";
import { WebAcl } from "@modules/aws/waf/web-acl";
import type { Construct } from "constructs";

/** A web ACL for load balancers that admits requests of one's own distribution only, and Route 53's health checkers. */
export function example(scope: Construct): void {
  const services = ["logs.us-east-1.amazonaws.com"];

  new WebAcl(scope, "acl", {
    name: "origin",
    scope: "REGIONAL",
    // Give the distribution the same header: `headers: { [header.name]: header.value }` of its origin.
    proxyHeader: new OriginHeader(scope, "header"),
    proxyCidrs: ["15.177.0.0/18"],
    logsKey: new Key(scope, "key", { name: "origin-logs", description: "Logs of the origin's web ACL", services }),
  });
}
