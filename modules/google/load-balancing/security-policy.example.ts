import { SecurityPolicy } from "@modules/google/load-balancing/security-policy";
import type { Construct } from "constructs";

/** A policy behind proxies: it refuses known attacks, other sources, and more than a request each second of one client. */
export function example(scope: Construct): void {
  new SecurityPolicy(scope, "policy", {
    name: "forum",
    requestsPerMinute: 60,
    sourceCidrs: ["198.51.100.0/24"],
    clientAddressHeader: "X-Client-Address",
  });
}
