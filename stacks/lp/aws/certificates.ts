import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import type { IHostedZone } from "@modules/aws/dns/hosted-zone";
import { grantChallenges } from "@modules/aws/eks/cert-manager-identity";
import { Role } from "@modules/aws/security/role";
import type { GkeCluster } from "@modules/google/gke/gke-cluster";
import type { Construct } from "constructs";
import type { LpEnvironment } from "../../../environments/lp/schema";
import { AwsStack } from "../../base/aws-stack";
import { scopeName } from "../../base/environment-stack";

export interface CertificatesNeeds {
  readonly cluster: GkeCluster;
  /** Where names are proved, whichever cluster they lead to. */
  readonly zone: IHostedZone;
}

/**
 * Lets the cluster in Google Cloud prove its names in Route 53 without a key:
 * AWS takes the tokens that cluster signs for its cert-manager. Certificates it
 * has by then outlast an outage of AWS by a month at least.
 * https://cert-manager.io/docs/configuration/acme/dns01/route53/
 */
export class CertificatesStack extends AwsStack<LpEnvironment> {
  readonly role: Role;

  constructor(scope: Construct, environment: LpEnvironment, { cluster, zone }: CertificatesNeeds) {
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
