import { join } from "node:path";
import { VpcFunction } from "@modules/aws/functions/vpc-function";
import { SecurityGroup } from "@modules/aws/network/security-group";
import { Vpc } from "@modules/aws/network/vpc";
import { Key } from "@modules/aws/security/key";
import type { Construct } from "constructs";

/** A function in an existing VPC, which may connect to a database there. */
export function example(scope: Construct): void {
  const key = Key.fromExisting(scope, "key", { arn: "arn:aws:kms:us-east-1:111122223333:key/1234abcd" });
  const subnets = { "us-east-1a": { id: "subnet-0abc11", cidr: "10.20.1.0/24", routeTableId: "rtb-0abc11" } };
  const groups = { private: { tier: "private", subnets } } as const;
  const vpc = Vpc.fromExisting(scope, "vpc", { id: "vpc-0abc1234def567890", cidr: "10.20.0.0/16", subnets: groups });
  const database = SecurityGroup.fromExisting(scope, "database", { id: "sg-0abc1234", ports: { postgres: 5432 } });

  const booking = new VpcFunction(scope, "booking", {
    name: "book-payments",
    description: "Books payments in the ledger",
    code: join(__dirname, "example-code"),
    runtime: "nodejs22.x",
    key,
    logsKey: key,
    logRetentionDays: 365,
    vpc,
  });
  booking.connections.allowTo(database);
}
