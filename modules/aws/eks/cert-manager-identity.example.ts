import { HostedZone } from "@modules/aws/dns/hosted-zone";
import { CertManagerIdentity } from "@modules/aws/eks/cert-manager-identity";
import { EksCluster } from "@modules/aws/eks/eks-cluster";
import type { Construct } from "constructs";

/** The role of cert-manager, which solves ACME challenges in an existing hosted zone. */
export function example(scope: Construct): void {
  const cluster = EksCluster.fromExisting(scope, "cluster", {
    name: "certificates",
    version: "1.35",
    endpoint: "https://0123456789ABCDEF.gr7.us-east-1.eks.amazonaws.com",
    certificateAuthority: "LS0tLS1CRUdJTi1DRVJUSUZJQ0FURS0tLS0t",
    securityGroupId: "sg-0abc1234def567890",
  });
  const zone = HostedZone.fromExisting(scope, "zone", { id: "Z0123456789ABCDEFGHIJ", domain: "apps.example.com" });

  new CertManagerIdentity(scope, "cert-manager", { cluster, zone });
}
