import { CertManager } from "@modules/kubernetes/charts/cert-manager";
import { CERT_MANAGER_NAMESPACE } from "@modules/kubernetes/charts/namespaces";
import { Namespace } from "@modules/kubernetes/security/namespace";
import type { Construct } from "constructs";

/** Installs cert-manager on the nodes for controllers. Its namespace must allow connections from the API server. */
export function example(scope: Construct): void {
  const namespace = new Namespace(scope, "namespace", { name: CERT_MANAGER_NAMESPACE, isolated: false });

  new CertManager(scope, "certificates", {
    placement: {
      nodeSelector: { role: "system" },
      tolerations: [{ key: "system", operator: "Exists", effect: "NoSchedule" }],
    },
    after: [namespace],
  });
}
