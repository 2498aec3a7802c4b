import { ExternalSecrets } from "@modules/kubernetes/charts/external-secrets";
import { EXTERNAL_SECRETS_NAMESPACE } from "@modules/kubernetes/charts/namespaces";
import { Namespace } from "@modules/kubernetes/security/namespace";
import type { Construct } from "constructs";

/** External Secrets in a GKE cluster, with the Google service account that reads Secret Manager. */
export function example(scope: Construct): void {
  const namespace = new Namespace(scope, "namespace", { name: EXTERNAL_SECRETS_NAMESPACE, isolated: false });

  new ExternalSecrets(scope, "secrets", {
    annotations: { "iam.gke.io/gcp-service-account": "secrets@example-project.iam.gserviceaccount.com" },
    after: [namespace],
  });
}
