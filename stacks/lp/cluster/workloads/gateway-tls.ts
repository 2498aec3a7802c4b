/** TLS of the gateway: its own certificate, and the CA certificate for its clients' certificates. */
import type { ICertificate } from "@kubernetes-models/cert-manager/cert-manager.io/v1/Certificate";
import type { IClusterIssuer } from "@kubernetes-models/cert-manager/cert-manager.io/v1/ClusterIssuer";
import type { IClusterSecretStore } from "@kubernetes-models/external-secrets/external-secrets.io/v1/ClusterSecretStore";
import type { IExternalSecret } from "@kubernetes-models/external-secrets/external-secrets.io/v1/ExternalSecret";
import { CustomResource } from "@modules/kubernetes/custom-resource";
import type { LpEnvironment } from "../../../../environments/lp/schema";
import type { ClusterStack } from "../../../base/cluster-stack";
import { addExternalSecret } from "../../../parts/cluster/external-secrets";
import { certifiedHosts, type GatewayPods } from "../gateway";

/** Name of the certificate's Secret, in the namespace of the gateway's pods. */
export const GATEWAY_SECRET = "lp-tls-secret";

export interface GatewayCertificateProps {
  readonly gateway: GatewayPods;
  /** Issuer in the same stack. */
  readonly issuer: CustomResource<IClusterIssuer>;
}

/**
 * The gateway's certificate, which cert-manager renews. Challenges for names in Cloudflare's zone need the CNAME
 * records of the edge stack. Without these records the apply still succeeds, and the certificate is issued after the
 * edge stack is applied.
 */
export function addGatewayCertificate(
  stack: ClusterStack<LpEnvironment>,
  { gateway, issuer }: GatewayCertificateProps,
): void {
  new CustomResource<ICertificate>(stack, "gateway-certificate", {
    manifest: {
      apiVersion: "cert-manager.io/v1",
      kind: "Certificate",
      metadata: { name: GATEWAY_SECRET, namespace: gateway.namespace },
      spec: {
        secretName: GATEWAY_SECRET,
        dnsNames: Object.values(certifiedHosts(stack.environment)),
        privateKey: { algorithm: "ECDSA", size: 256, rotationPolicy: "Always" },
        issuerRef: { kind: "ClusterIssuer", name: issuer.name },
      },
    },
    after: [issuer],
  });
}

export interface ClientCaProps {
  readonly gateway: GatewayPods;
  /** Store that the gateway's namespace may read. */
  readonly store: CustomResource<IClusterSecretStore>;
  /** Name of the CA certificate in the store. */
  readonly key: string;
}

/**
 * CA certificate that signs the client certificates the gateway requires. It is public, but Istio reads it from a
 * Secret named `<credentialName>-cacert`; it cannot be in the certificate's own Secret, because cert-manager removes
 * other keys.
 * https://istio.io/latest/docs/tasks/traffic-management/ingress/secure-ingress/#configure-a-mutual-tls-ingress-gateway
 */
export function addClientCa(
  stack: ClusterStack<LpEnvironment>,
  { gateway, store, key }: ClientCaProps,
): CustomResource<IExternalSecret> {
  return addExternalSecret(stack, "gateway-callers", {
    name: `${GATEWAY_SECRET}-cacert`,
    namespace: gateway.namespace,
    store,
    data: { cacert: { key } },
  });
}
