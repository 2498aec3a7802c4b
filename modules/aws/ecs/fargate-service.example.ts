import { Repository } from "@modules/aws/ecr/repository";
import { EcsCluster } from "@modules/aws/ecs/ecs-cluster";
import { FargateService } from "@modules/aws/ecs/fargate-service";
import { FargateTask } from "@modules/aws/ecs/fargate-task";
import { SecurityGroup } from "@modules/aws/network/security-group";
import { Vpc } from "@modules/aws/network/vpc";
import { Key } from "@modules/aws/security/key";
import type { Construct } from "constructs";

/** A service in an existing cluster, with two to ten tasks at about 70 % CPU utilization. */
export function example(scope: Construct): void {
  const subnets = { "us-east-1a": { id: "subnet-0abc11", cidr: "10.20.11.0/24", routeTableId: "rtb-0abc11" } };
  const groups = { private: { tier: "private", subnets } } as const;
  const vpc = Vpc.fromExisting(scope, "vpc", { id: "vpc-0abc1234def567890", cidr: "10.20.0.0/16", subnets: groups });
  const key = Key.fromExisting(scope, "key", { arn: "arn:aws:kms:us-east-1:111122223333:key/1234abcd" });
  const task = new FargateTask(scope, "task", {
    name: "stock",
    image: { repository: Repository.fromExisting(scope, "images", { name: "shop/stock" }), tag: "v1.8.0" },
    cpu: 1024,
    memoryMebibytes: 2048,
    port: 8080,
    logsKey: key,
    logRetentionDays: 365,
  });

  new FargateService(scope, "stock", {
    task,
    cluster: EcsCluster.fromExisting(scope, "cluster", { name: "shop" }),
    vpc,
    securityGroups: [SecurityGroup.fromExisting(scope, "group", { id: "sg-0abc1234def567890" })],
    minTasks: 2,
    maxTasks: 10,
  });
}
