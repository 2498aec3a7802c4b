/** The certificate of the gateway, which renews itself. */
import type { ICertificate } from "@kubernetes-models/cert-manager/cert-manager.io/v1/Certificate";
import type { IClusterIssuer } from "@kubernetes-models/cert-manager/cert-manager.io/v1/ClusterIssuer";
import { CustomResource } from "@modules/kubernetes/custom-resource";
import type { LpEnvironment } from "../../environments/lp/environment";
import type { ClusterStack } from "../cluster-stack";
import { certifiedHosts } from "./gateway";

type Acme = NonNullable<NonNullable<IClusterIssuer["spec"]>["acme"]>;
export type Dns01 = NonNullable<NonNullable<Acme["solvers"]>[number]["dns01"]>;

/** Name of the secret, which is where the gateway's pods are. */
export const GATEWAY_SECRET = "lp-tls-secret";

export interface CertificateNeeds {
  /** How cert-manager writes into the zone, with the identity of its pods. */
  readonly solver: Dns01;
}

/**
 * Asks Let's Encrypt, and proves the names by DNS. Applied before the edge's records
 * lead the challenges here, it is issued soon after: nothing waits for it but visitors.
 */
export function addGatewayCertificate(stack: ClusterStack<LpEnvironment>, { solver }: CertificateNeeds): void {
  const { environment } = stack;
  const issuer = new CustomResource<IClusterIssuer>(stack, "letsencrypt", {
    manifest: {
      apiVersion: "cert-manager.io/v1",
      // One of a namespace could not use the identity of the pods.
      kind: "ClusterIssuer",
      metadata: { name: "letsencrypt-prod" },
      spec: {
        acme: {
          server: "https://acme-v02.api.letsencrypt.org/directory",
          email: environment.alerts.emails[0],
          privateKeySecretRef: { name: "letsencrypt-prod" },
          // The edge's zone has aliases of the challenges, which are answered in the environment's own.
          solvers: [{ dns01: { cnameStrategy: "Follow", ...solver } }],
        },
      },
    },
    condition: "Ready",
  });
  new CustomResource<ICertificate>(stack, "gateway-certificate", {
    manifest: {
      apiVersion: "cert-manager.io/v1",
      kind: "Certificate",
      metadata: { name: GATEWAY_SECRET, namespace: "istio-system" },
      spec: {
        secretName: GATEWAY_SECRET,
        dnsNames: certifiedHosts(environment),
        privateKey: { algorithm: "ECDSA", size: 256, rotationPolicy: "Always" },
        issuerRef: { kind: "ClusterIssuer", name: issuer.name },
      },
    },
    after: [issuer],
  });
}
