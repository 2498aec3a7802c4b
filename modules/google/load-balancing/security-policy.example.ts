import { SecurityPolicy } from "@modules/google/load-balancing/security-policy";
import type { Construct } from "constructs";

/** A policy that refuses known attacks, and more than a request each second from one address. */
export function example(scope: Construct): void {
  new SecurityPolicy(scope, "policy", { name: "forum", requestsPerMinute: 60 });
}
