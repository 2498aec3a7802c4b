import { RoleBindingV1 } from "@cdktf/provider-kubernetes/lib/role-binding-v1";
import { RoleV1 } from "@cdktf/provider-kubernetes/lib/role-v1";
import type { IClusterIssuer } from "@kubernetes-models/cert-manager/cert-manager.io/v1/ClusterIssuer";
import type { IHostedZone } from "@modules/aws/dns/hosted-zone";
import { CERT_MANAGER_NAMESPACE } from "@modules/kubernetes/charts/namespaces";
import { CustomResource } from "@modules/kubernetes/custom-resource";
import type { ClusterStack } from "../../base/cluster-stack";

/** cert-manager's own. */
const ACCOUNT = { name: "cert-manager", namespace: CERT_MANAGER_NAMESPACE };

/** Name of the issuer whose certificates browsers trust. */
const ISSUER = "letsencrypt-prod";

export interface IssuerProps {
  /** Where names are proved, by records that cert-manager's pods write as who they are. */
  readonly zone: IHostedZone;

  readonly region: string;

  /** ARN of the role they take by the token of their own service account, in a cluster that AWS gives none by itself. @default none */
  readonly roleArn?: string;
}

/**
 * Certificates of Let's Encrypt by DNS-01: the names need not lead to the cluster, and
 * behind a CDN they do not. https://cert-manager.io/docs/configuration/acme/dns01/route53/
 */
export function addIssuer(stack: ClusterStack, { zone, region, roleArn }: IssuerProps): CustomResource<IClusterIssuer> {
  const tokens = roleArn === undefined ? [] : [letMakeTokens(stack)];
  return new CustomResource<IClusterIssuer>(stack, "issuer", {
    manifest: {
      apiVersion: "cert-manager.io/v1",
      kind: "ClusterIssuer",
      metadata: { name: ISSUER },
      spec: {
        acme: {
          server: "https://acme-v02.api.letsencrypt.org/directory",
          // For notices about the account; since 2025 nobody is written to about certificates that end.
          email: stack.environment.alerts.emails[0]!,
          privateKeySecretRef: { name: ISSUER },
          // A name of another zone is proved here as well, where its challenge leads by a CNAME.
          solvers: [
            {
              dns01: {
                cnameStrategy: "Follow",
                route53: { region, hostedZoneID: zone.id, ...(roleArn && byToken(roleArn)) },
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
function byToken(role: string) {
  return { role, auth: { kubernetes: { serviceAccountRef: { name: ACCOUNT.name } } } };
}

/** Its chart lets it make none since 1.21; https://cert-manager.io/docs/releases/upgrading/upgrading-1.20-1.21/ */
function letMakeTokens(stack: ClusterStack): RoleBindingV1 {
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
