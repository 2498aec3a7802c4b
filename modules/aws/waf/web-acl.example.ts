import { Key } from "@modules/aws/security/key";
import { WebAcl } from "@modules/aws/waf/web-acl";
import type { Construct } from "constructs";

/**
 * A web ACL for load balancers behind a CDN, with a limit of 2000 requests in five minutes for each client. Large
 * request bodies are only counted.
 */
export function example(scope: Construct): void {
  const services = ["logs.us-east-1.amazonaws.com"];

  new WebAcl(scope, "acl", {
    name: "api",
    scope: "REGIONAL",
    rateLimit: 2000,
    clientAddressHeader: "X-Forwarded-For",
    proxyCidrs: ["203.0.113.0/24", "2001:db8::/32"],
    countedRules: { CommonRuleSet: ["SizeRestrictions_BODY"] },
    logsKey: new Key(scope, "key", { name: "api-acl-logs", description: "Logs of the API's web ACL", services }),
  });
}
