import { Bastion } from "@modules/aws/compute/bastion";
import { SecurityGroup } from "@modules/aws/network/security-group";
import { Vpc } from "@modules/aws/network/vpc";
import { Key } from "@modules/aws/security/key";
import type { Construct } from "constructs";

/** A bastion in a public subnet that accepts SSH from an office, and that may connect to a database. */
export function example(scope: Construct): void {
  const subnets = { "us-east-1a": { id: "subnet-0abc11", cidr: "10.20.1.0/24", routeTableId: "rtb-0abc11" } };
  const groups = { public: { tier: "public", subnets } } as const;
  const vpc = Vpc.fromExisting(scope, "vpc", { id: "vpc-0abc1234def567890", cidr: "10.20.0.0/16", subnets: groups });
  const database = SecurityGroup.fromExisting(scope, "database", {
    id: "sg-0abc1234def567890",
    ports: { postgres: 5432 },
  });

  const bastion = new Bastion(scope, "bastion", {
    name: "office-bastion",
    vpc,
    adminCidrs: ["203.0.113.0/24"],
    key: Key.fromExisting(scope, "key", { arn: "arn:aws:kms:us-east-1:111122223333:key/1234abcd" }),
    tags: { Environment: "example" },
  });
  bastion.connections.allowTo(database);
}
