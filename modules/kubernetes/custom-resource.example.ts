import { CustomResource } from "@modules/kubernetes/custom-resource";
import type { Construct } from "constructs";

/** A certificate that cert-manager issues; the apply waits until it is ready. */
export function example(scope: Construct): void {
  new CustomResource(scope, "certificate", {
    manifest: {
      apiVersion: "cert-manager.io/v1",
      kind: "Certificate",
      metadata: { name: "shop", namespace: "shop" },
      spec: {
        secretName: "shop-tls",
        dnsNames: ["shop.example.com"],
        issuerRef: { kind: "ClusterIssuer", name: "letsencrypt" },
      },
    },
    condition: "Ready",
  });
}
