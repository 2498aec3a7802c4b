import type { IamRoleConfig } from "@cdktf/provider-aws/lib/iam-role";
import { Construct } from "constructs";
import { partitionArn } from "../account";
import type { IHostedZone } from "../dns/hosted-zone";
import { grant, type IRole } from "../security/role";
import type { IEksCluster } from "./eks-cluster";
import { addPodIdentity } from "./pod-identity";

export interface CertManagerIdentityProps {
  readonly cluster: IEksCluster;

  /**
   * Public hosted zone in which cert-manager writes the challenge records, for names in the zone or for names with a
   * CNAME into it.
   */
  readonly zone: IHostedZone;

  /** Arguments of the role that replace what this module sets. @default none */
  readonly overrides?: Partial<IamRoleConfig>;
}

/**
 * The role of cert-manager for ACME DNS-01 challenges. The role may write only TXT records named `_acme-challenge`.
 * https://cert-manager.io/docs/configuration/acme/dns01/route53/
 */
export class CertManagerIdentity extends Construct implements IRole {
  readonly arn: string;
  readonly name: string;

  constructor(scope: Construct, id: string, { cluster, zone, overrides }: CertManagerIdentityProps) {
    super(scope, id);
    const role = addPodIdentity(this, {
      name: `${cluster.physicalName}-cert-manager`,
      cluster,
      namespace: "cert-manager",
      serviceAccount: "cert-manager",
      overrides,
    });
    this.arn = role.arn;
    this.name = role.name;
    grantChallenges(this, zone);
  }
}

/** Allows cert-manager's role, in any cluster, to write the challenge records of names in the zone. */
export function grantChallenges(role: IRole, zone: IHostedZone): void {
  const zoneArn = partitionArn(role, "route53", `hostedzone/${zone.id}`);
  grant(
    role,
    "answer-challenges",
    {
      actions: ["route53:ChangeResourceRecordSets"],
      resources: [zoneArn],
      conditions: {
        "ForAllValues:StringEquals": { "route53:ChangeResourceRecordSetsRecordTypes": "TXT" },
        "ForAllValues:StringLike": {
          "route53:ChangeResourceRecordSetsNormalizedRecordNames": `_acme-challenge.*${zone.name}`,
        },
      },
    },
    { actions: ["route53:ListResourceRecordSets"], resources: [zoneArn] },
    // cert-manager waits until all name servers of the zone have the record.
    { actions: ["route53:GetChange"], resources: [partitionArn(role, "route53", "change/*")] },
  );
}
