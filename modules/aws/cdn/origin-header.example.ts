import { OriginHeader } from "@modules/aws/cdn/origin-header";
import { Key } from "@modules/aws/security/key";
import { WebAcl } from "@modules/aws/waf/web-acl";
import type { Construct } from "constructs";

/**
 * A web ACL for load balancers that allows only requests of the owner's distribution and of Route 53's health checkers.
 */
export function example(scope: Construct): void {
  const services = ["logs.us-east-1.amazonaws.com"];

  new WebAcl(scope, "acl", {
    name: "origin",
    scope: "REGIONAL",
    // The origin of the distribution must send the same header: `headers: { [header.name]: header.value }`.
    proxyHeader: new OriginHeader(scope, "header"),
    proxyCidrs: ["15.177.0.0/18"],
    logsKey: new Key(scope, "key", { name: "origin-logs", description: "Logs of the origin's web ACL", services }),
  });
}
