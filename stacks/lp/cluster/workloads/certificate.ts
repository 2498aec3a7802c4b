/** The certificate of the gateway, which renews itself, and whose certificates it asks for. */
import type { ICertificate } from "@kubernetes-models/cert-manager/cert-manager.io/v1/Certificate";
import type { IClusterIssuer } from "@kubernetes-models/cert-manager/cert-manager.io/v1/ClusterIssuer";
import type { IClusterSecretStore } from "@kubernetes-models/external-secrets/external-secrets.io/v1/ClusterSecretStore";
import type { IExternalSecret } from "@kubernetes-models/external-secrets/external-secrets.io/v1/ExternalSecret";
import { CustomResource } from "@modules/kubernetes/custom-resource";
import type { LpEnvironment } from "../../../../environments/lp/schema";
import type { ClusterStack } from "../../../base/cluster-stack";
import { addExternalSecret } from "../../../parts/cluster/external-secrets";
import { certifiedHosts } from "../gateway";

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

/**
 * Who signs the certificates of the gateway's callers. It is public and no secret, but
 * Istio looks for it in a Secret of this name, and in the one of the gateway's own
 * certificate otherwise, where cert-manager leaves no place for it.
 * https://istio.io/latest/docs/tasks/traffic-management/ingress/secure-ingress/#configure-a-mutual-tls-ingress-gateway
 *
 * @param store that the gateway's namespace may take from
 * @param key of the authority in it
 */
export function addCallersAuthority(
  stack: ClusterStack<LpEnvironment>,
  store: CustomResource<IClusterSecretStore>,
  key: string,
): CustomResource<IExternalSecret> {
  return addExternalSecret(stack, "gateway-callers", {
    name: `${GATEWAY_SECRET}-cacert`,
    namespace: "istio-system",
    store,
    data: { cacert: { key } },
  });
}
