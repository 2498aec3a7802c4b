import { RoleBindingV1 } from "@cdktf/provider-kubernetes/lib/role-binding-v1";
import { RoleV1 } from "@cdktf/provider-kubernetes/lib/role-v1";
import type { IClusterIssuer } from "@kubernetes-models/cert-manager/cert-manager.io/v1/ClusterIssuer";
import type { IHostedZone } from "@modules/aws/dns/hosted-zone";
import { CERT_MANAGER_NAMESPACE } from "@modules/kubernetes/charts/namespaces";
import { CustomResource } from "@modules/kubernetes/custom-resource";
import type { ClusterStack } from "../../base/cluster-stack";

/** Service account of cert-manager, with the name that the chart gives it. */
const ACCOUNT = { name: "cert-manager", namespace: CERT_MANAGER_NAMESPACE };

/** Name of the production issuer of Let's Encrypt, whose certificates browsers trust. */
const ISSUER = "letsencrypt-prod";

export interface IssuerProps {
  /** Zone of the DNS-01 challenges. cert-manager's pods write the records with their own identity. */
  readonly zone: IHostedZone;

  readonly region: string;

  /**
   * ARN of the role that cert-manager's pods assume with a token of their service account, in a cluster outside AWS.
   * @default none: the pods use their EKS pod identity
   */
  readonly roleArn?: string;
}

/**
 * An issuer of Let's Encrypt certificates with DNS-01 challenges, which also work for names that resolve to a CDN instead
 * of the cluster. https://cert-manager.io/docs/configuration/acme/dns01/route53/
 */
export function addIssuer(stack: ClusterStack, { zone, region, roleArn }: IssuerProps): CustomResource<IClusterIssuer> {
  const tokens = roleArn === undefined ? [] : [addTokenPermission(stack)];
  return new CustomResource<IClusterIssuer>(stack, "issuer", {
    manifest: {
      apiVersion: "cert-manager.io/v1",
      kind: "ClusterIssuer",
      metadata: { name: ISSUER },
      spec: {
        acme: {
          server: "https://acme-v02.api.letsencrypt.org/directory",
          // Let's Encrypt only sends notices about the account to this address; it stopped mails about expiring
          // certificates in 2025.
          email: stack.environment.alerts.emails[0]!,
          privateKeySecretRef: { name: ISSUER },
          // The challenge of a name in another zone may be a CNAME into this zone.
          solvers: [
            {
              dns01: {
                cnameStrategy: "Follow",
                route53: { region, hostedZoneID: zone.id, ...(roleArn && serviceAccountAuth(roleArn)) },
              },
            },
          ],
        },
      },
    },
    condition: "Ready",
    after: tokens,
  });
}

/** https://cert-manager.io/docs/configuration/acme/dns01/route53/#referencing-your-own-serviceaccount-within-issuerclusterissuer-config */
function serviceAccountAuth(role: string) {
  return { role, auth: { kubernetes: { serviceAccountRef: { name: ACCOUNT.name } } } };
}

/**
 * Adds a permission that the chart no longer grants since 1.21;
 * https://cert-manager.io/docs/releases/upgrading/upgrading-1.20-1.21/
 */
function addTokenPermission(stack: ClusterStack): RoleBindingV1 {
  const metadata = { name: "cert-manager-tokens", namespace: ACCOUNT.namespace };
  const role = new RoleV1(stack, "issuer-tokens", {
    metadata,
    rule: [{ apiGroups: [""], resources: ["serviceaccounts/token"], resourceNames: [ACCOUNT.name], verbs: ["create"] }],
  });
  return new RoleBindingV1(stack, "issuer-tokens-binding", {
    metadata,
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: role.metadata.name },
    subject: [{ kind: "ServiceAccount", ...ACCOUNT }],
  });
}
