import { ClientVpn } from "@modules/aws/network/client-vpn";
import { SecurityGroup } from "@modules/aws/network/security-group";
import { Vpc } from "@modules/aws/network/vpc";
import { LogGroup } from "@modules/aws/operations/log-group";
import { Key } from "@modules/aws/security/key";
import type { Construct } from "constructs";

/** A VPN whose users sign in with SAML and may connect to one database. Connections are logged for a year. */
export function example(scope: Construct): void {
  const subnets = { "us-east-1a": { id: "subnet-0abc11", cidr: "10.20.1.0/24", routeTableId: "rtb-0abc11" } };
  const groups = { private: { tier: "private", subnets } } as const;
  const vpc = Vpc.fromExisting(scope, "vpc", { id: "vpc-0abc1234def567890", cidr: "10.20.0.0/16", subnets: groups });
  const services = ["logs.us-east-1.amazonaws.com"];
  const key = new Key(scope, "key", { name: "office-vpn", description: "Connections of the office VPN", services });

  const vpn = new ClientVpn(scope, "vpn", {
    name: "office-vpn",
    vpc,
    clientCidr: "10.200.0.0/20",
    certificate: { arn: "arn:aws:acm:us-east-1:111122223333:certificate/1234abcd-12ab-34cd-56ef-1234567890ab" },
    samlProviderArn: "arn:aws:iam::111122223333:saml-provider/staff",
    logGroup: new LogGroup(scope, "connections", { name: "/office/vpn", retentionDays: 365, key }),
  });
  vpn.connections.allowTo(
    SecurityGroup.fromExisting(scope, "database", { id: "sg-0abc1234def567890", ports: { mysql: 3306 } }),
  );
}
