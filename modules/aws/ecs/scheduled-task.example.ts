import { Repository } from "@modules/aws/ecr/repository";
import { EcsCluster } from "@modules/aws/ecs/ecs-cluster";
import { FargateTask } from "@modules/aws/ecs/fargate-task";
import { ScheduledTask } from "@modules/aws/ecs/scheduled-task";
import { SecurityGroup } from "@modules/aws/network/security-group";
import { Vpc } from "@modules/aws/network/vpc";
import { Key } from "@modules/aws/security/key";
import type { Construct } from "constructs";

/** A report every morning at six, Berlin time. */
export function example(scope: Construct): void {
  const subnets = { "us-east-1a": { id: "subnet-0abc11", cidr: "10.20.11.0/24", routeTableId: "rtb-0abc11" } };
  const groups = { private: { tier: "private", subnets } } as const;
  const vpc = Vpc.fromExisting(scope, "vpc", { id: "vpc-0abc1234def567890", cidr: "10.20.0.0/16", subnets: groups });
  const key = Key.fromExisting(scope, "key", { arn: "arn:aws:kms:us-east-1:111122223333:key/1234abcd" });
  const task = new FargateTask(scope, "task", {
    name: "sales-report",
    image: { repository: Repository.fromExisting(scope, "images", { name: "shop/sales-report" }), tag: "v1.8.0" },
    cpu: 1024,
    memoryMebibytes: 2048,
    logsKey: key,
    logRetentionDays: 365,
  });

  new ScheduledTask(scope, "daily", {
    task,
    cluster: EcsCluster.fromExisting(scope, "cluster", { name: "shop" }),
    schedule: "cron(0 6 * * ? *)",
    timezone: "Europe/Berlin",
    vpc,
    securityGroups: [SecurityGroup.fromExisting(scope, "group", { id: "sg-0abc1234def567890" })],
    key,
  });
}
