import { ServiceAccount } from "@modules/kubernetes/security/service-account";
import type { Construct } from "constructs";

/** A service account whose pods act as a Google service account. */
export function example(scope: Construct): void {
  new ServiceAccount(scope, "api", {
    name: "api",
    namespace: "shop",
    annotations: { "iam.gke.io/gcp-service-account": "api@example-project.iam.gserviceaccount.com" },
  });
}
