import { Backend } from "@modules/google/load-balancing/backend";
import { SecurityPolicy } from "@modules/google/load-balancing/security-policy";
import type { Construct } from "constructs";

/** A backend of an instance group, behind a security policy that limits the rate of requests. */
export function example(scope: Construct): void {
  const zone = "https://www.googleapis.com/compute/v1/projects/example-project/zones/us-central1-a";

  new Backend(scope, "backend", {
    name: "blog",
    // An `InstanceGroup` has these attributes.
    group: { instanceGroup: `${zone}/instanceGroups/blog`, portName: "http", port: 8080, healthPath: "/health" },
    securityPolicy: new SecurityPolicy(scope, "policy", { name: "blog", requestsPerMinute: 600 }),
  });
}
