import { FirewallRule } from "@modules/google/network/firewall-rule";
import { Vpc } from "@modules/google/network/vpc";
import { ServiceAccount } from "@modules/google/security/service-account";
import type { Construct } from "constructs";

/** Rules that open HTTPS to the internet, and a port of the API to the web servers alone. */
export function example(scope: Construct): void {
  const vpc = Vpc.fromExisting(scope, "vpc", { name: "portal" });
  const web = new ServiceAccount(scope, "web", { name: "portal-web", description: "Web servers" });
  const api = new ServiceAccount(scope, "api", { name: "portal-api", description: "API servers" });

  new FirewallRule(scope, "https", {
    name: "portal-https",
    vpc,
    description: "HTTPS from everywhere",
    ports: [443],
    from: "internet",
    to: { serviceAccounts: [web] },
  });
  new FirewallRule(scope, "api-port", {
    name: "portal-api",
    vpc,
    description: "API for the web servers",
    ports: [8080],
    from: { serviceAccounts: [web] },
    to: { serviceAccounts: [api] },
  });
}
