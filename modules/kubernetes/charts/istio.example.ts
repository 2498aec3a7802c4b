import { Istio } from "@modules/kubernetes/charts/istio";
import { ISTIO_NAMESPACE } from "@modules/kubernetes/charts/namespaces";
import { Namespace } from "@modules/kubernetes/security/namespace";
import type { Construct } from "constructs";

/** Istio in a GKE cluster, with a public gateway that accepts connections from one network only. */
export function example(scope: Construct): void {
  const namespace = new Namespace(scope, "namespace", {
    name: ISTIO_NAMESPACE,
    podSecurity: "baseline",
    isolated: false,
  });

  new Istio(scope, "mesh", {
    gatewayAddress: "192.0.2.1",
    gatewayClients: ["203.0.113.0/24"],
    platform: "gke",
    after: [namespace],
  });
}
