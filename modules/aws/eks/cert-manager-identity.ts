import type { Construct } from "constructs";
import type { IHostedZone } from "../dns/hosted-zone";
import { grant, type IRole } from "../security/role";
import type { EksCluster } from "./eks-cluster";
import { PodIdentity } from "./pod-identity";

export interface CertManagerIdentityProps {
  readonly cluster: EksCluster;

  /** Public zone of the names it gets certificates for, or of those their challenges lead to. */
  readonly zone: IHostedZone;
}

/**
 * The role of cert-manager where it proves by DNS that names are ours. It may write
 * the texts of challenges and no other record.
 * https://cert-manager.io/docs/configuration/acme/dns01/route53/
 */
export class CertManagerIdentity extends PodIdentity {
  constructor(scope: Construct, id: string, { cluster, zone }: CertManagerIdentityProps) {
    super(scope, id, {
      name: `${cluster.physicalName}-cert-manager`,
      cluster,
      namespace: "cert-manager",
      serviceAccount: "cert-manager",
    });
    grantChallenges(this, zone);
  }
}

/** Lets a role of cert-manager, in whatever cluster, answer the challenges of the zone's names. */
export function grantChallenges(role: IRole, zone: IHostedZone): void {
  const zoneArn = `arn:aws:route53:::hostedzone/${zone.id}`;
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
    // Whether all servers of the zone know the record yet.
    { actions: ["route53:GetChange"], resources: ["arn:aws:route53:::change/*"] },
  );
}
