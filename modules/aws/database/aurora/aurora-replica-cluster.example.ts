import { AuroraGlobal } from "@modules/aws/database/aurora/aurora-global";
import { AuroraReplicaCluster } from "@modules/aws/database/aurora/aurora-replica-cluster";
import { Vpc } from "@modules/aws/network/vpc";
import { Key } from "@modules/aws/security/key";
import type { Construct } from "constructs";

/** A cluster that replicates another team's global cluster of us-west-2, and can take over when that region fails. */
export function example(scope: Construct): void {
  const subnets = {
    "us-east-1a": { id: "subnet-0abc21", cidr: "10.20.21.0/24", routeTableId: "rtb-0abc21" },
    "us-east-1b": { id: "subnet-0abc22", cidr: "10.20.22.0/24", routeTableId: "rtb-0abc22" },
  };
  const groups = { database: { tier: "isolated", subnets } } as const;
  const vpc = Vpc.fromExisting(scope, "vpc", { id: "vpc-0abc1234def567890", cidr: "10.20.0.0/16", subnets: groups });
  const key = Key.fromExisting(scope, "key", { arn: "arn:aws:kms:us-east-1:111122223333:key/1234abcd" });
  const source = { identifier: "flights", engineVersion: "16.6", sourceRegion: "us-west-2" };

  new AuroraReplicaCluster(scope, "flights", {
    global: AuroraGlobal.fromExisting(scope, "global", source),
    identifier: "flights-us-east-1",
    engineVersion: "16",
    instanceClass: "db.r7g.large",
    instances: { one: { identifier: "flights-1", availabilityZone: "us-east-1a" } },
    vpc,
    key,
    logsKey: key,
    logRetentionDays: 365,
  });
}
