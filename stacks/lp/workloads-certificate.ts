/** The certificate of the gateway, which renews itself. */
import type { ICertificate } from "@kubernetes-models/cert-manager/cert-manager.io/v1/Certificate";
import type { IClusterIssuer } from "@kubernetes-models/cert-manager/cert-manager.io/v1/ClusterIssuer";
import { CustomResource } from "@modules/kubernetes/custom-resource";
import type { LpEnvironment } from "../../environments/lp/environment";
import type { ClusterStack } from "../cluster-stack";
import { certifiedHosts } from "./gateway";

/** Name of the secret, which is where the gateway's pods are. */
export const GATEWAY_SECRET = "lp-tls-secret";

/**
 * The edge's zone has aliases of the challenges, which are answered in the environment's
 * own. Applied before them, it is issued soon after: nothing waits for it but visitors.
 *
 * @param issuer made in the same stack
 */
export function addGatewayCertificate(
  stack: ClusterStack<LpEnvironment>,
  issuer: CustomResource<IClusterIssuer>,
): void {
  new CustomResource<ICertificate>(stack, "gateway-certificate", {
    manifest: {
      apiVersion: "cert-manager.io/v1",
      kind: "Certificate",
      metadata: { name: GATEWAY_SECRET, namespace: "istio-system" },
      spec: {
        secretName: GATEWAY_SECRET,
        dnsNames: certifiedHosts(stack.environment),
        privateKey: { algorithm: "ECDSA", size: 256, rotationPolicy: "Always" },
        issuerRef: { kind: "ClusterIssuer", name: issuer.name },
      },
    },
    after: [issuer],
  });
}
