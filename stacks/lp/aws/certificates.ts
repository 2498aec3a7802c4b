import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import type { IHostedZone } from "@modules/aws/dns/hosted-zone";
import { grantChallenges } from "@modules/aws/eks/cert-manager-identity";
import { Role } from "@modules/aws/security/role";
import type { GkeCluster } from "@modules/google/gke/gke-cluster";
import type { Construct } from "constructs";
import type { LpEnvironment } from "../../../environments/lp/schema";
import { AwsStack } from "../../base/aws-stack";
import { scopeName } from "../../base/environment-stack";

export interface CertificatesProps {
  /** GKE cluster whose cert-manager assumes the role. */
  readonly cluster: GkeCluster;
  /** Zone of the DNS-01 challenges of both clusters. */
  readonly zone: IHostedZone;
}

/**
 * Role with which cert-manager in the GKE cluster solves DNS-01 challenges in Route 53. AWS accepts the cluster's
 * service account tokens, so the cluster needs no access key. Certificates are renewed a month before they expire, so
 * they remain valid during an outage of AWS.
 * https://cert-manager.io/docs/configuration/acme/dns01/route53/
 */
export class CertificatesStack extends AwsStack<LpEnvironment> {
  readonly role: Role;

  constructor(scope: Construct, environment: LpEnvironment, { cluster, zone }: CertificatesProps) {
    super(scope, environment, "certificates");
    const provider = new IamOpenidConnectProvider(this, "google-cluster", {
      url: cluster.issuer,
      clientIdList: ["sts.amazonaws.com"],
    });
    const issuer = cluster.issuer.replace("https://", "");
    this.role = new Role(this, "cert-manager", {
      name: `${scopeName(environment)}-google-cert-manager`,
      description: "cert-manager of the cluster in Google Cloud",
      assumedBy: {
        principals: { Federated: provider.arn },
        actions: ["sts:AssumeRoleWithWebIdentity"],
        conditions: {
          StringEquals: {
            [`${issuer}:aud`]: "sts.amazonaws.com",
            [`${issuer}:sub`]: "system:serviceaccount:cert-manager:cert-manager",
          },
        },
      },
    });
    grantChallenges(this.role, zone);
  }
}
