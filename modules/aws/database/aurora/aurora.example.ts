import { Aurora } from "@modules/aws/database/aurora/aurora";
import { Vpc } from "@modules/aws/network/vpc";
import { Key } from "@modules/aws/security/key";
import type { Construct } from "constructs";

/** A serverless Aurora cluster with a writer, and a reader in another availability zone that takes over from it. */
export function example(scope: Construct): void {
  const subnets = {
    "us-east-1a": { id: "subnet-0abc21", cidr: "10.20.21.0/24", routeTableId: "rtb-0abc21" },
    "us-east-1b": { id: "subnet-0abc22", cidr: "10.20.22.0/24", routeTableId: "rtb-0abc22" },
  };
  const groups = { database: { tier: "isolated", subnets } } as const;
  const vpc = Vpc.fromExisting(scope, "vpc", { id: "vpc-0abc1234def567890", cidr: "10.20.0.0/16", subnets: groups });
  const key = Key.fromExisting(scope, "key", { arn: "arn:aws:kms:us-east-1:111122223333:key/1234abcd" });

  new Aurora(scope, "bookings", {
    identifier: "bookings",
    engineVersion: "16",
    instanceClass: "db.serverless",
    serverlessCapacity: { min: 0.5, max: 16 },
    instances: {
      one: { identifier: "bookings-1", availabilityZone: "us-east-1a" },
      two: { identifier: "bookings-2", availabilityZone: "us-east-1b" },
    },
    databaseName: "bookings",
    vpc,
    key,
    logsKey: key,
    logRetentionDays: 365,
  });
}
