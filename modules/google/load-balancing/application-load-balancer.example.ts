import { ApplicationLoadBalancer } from "@modules/google/load-balancing/application-load-balancer";
import { ManagedCertificate } from "@modules/google/load-balancing/managed-certificate";
import type { Construct } from "constructs";

/** A load balancer that sends one path to a backend of its own. */
export function example(scope: Construct): void {
  const backends = "projects/example-project/global/backendServices";

  new ApplicationLoadBalancer(scope, "front", {
    name: "news",
    certificates: [new ManagedCertificate(scope, "certificate", { name: "news", domainName: "news.example.com" })],
    // A `Backend` has an id.
    backend: { id: `${backends}/news-pages` },
    paths: { "/exports/*": { id: `${backends}/news-exports` } },
  });
}
