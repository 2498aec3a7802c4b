import { Repository } from "@modules/aws/ecr/repository";
import { BlueGreenDeployment } from "@modules/aws/ecs/blue-green-deployment";
import { EcsCluster } from "@modules/aws/ecs/ecs-cluster";
import { FargateService } from "@modules/aws/ecs/fargate-service";
import { FargateTask } from "@modules/aws/ecs/fargate-task";
import { TargetGroup } from "@modules/aws/load-balancing/target-group";
import { SecurityGroup } from "@modules/aws/network/security-group";
import { Vpc } from "@modules/aws/network/vpc";
import { Key } from "@modules/aws/security/key";
import type { Construct } from "constructs";

/** A service whose deployments first shift a tenth of the traffic from one target group to the other. */
export function example(scope: Construct): void {
  const subnets = { "us-east-1a": { id: "subnet-0abc11", cidr: "10.20.11.0/24", routeTableId: "rtb-0abc11" } };
  const groups = { private: { tier: "private", subnets } } as const;
  const vpc = Vpc.fromExisting(scope, "vpc", { id: "vpc-0abc1234def567890", cidr: "10.20.0.0/16", subnets: groups });
  const key = Key.fromExisting(scope, "key", { arn: "arn:aws:kms:us-east-1:111122223333:key/1234abcd" });
  const task = new FargateTask(scope, "task", {
    name: "basket",
    image: { repository: new Repository(scope, "images", { name: "shop/basket", key }), tag: "v3.2.0" },
    cpu: 512,
    memoryMebibytes: 1024,
    port: 8080,
    logsKey: key,
    logRetentionDays: 365,
  });
  const targets = (color: string) =>
    new TargetGroup(scope, color, { name: `basket-${color}`, vpc, port: 8080, targetType: "ip" });
  const targetGroups = { blue: targets("blue"), green: targets("green") };
  const service = new FargateService(scope, "basket", {
    task,
    cluster: EcsCluster.fromExisting(scope, "cluster", { name: "shop" }),
    vpc,
    securityGroups: [SecurityGroup.fromExisting(scope, "group", { id: "sg-0abc1234def567890" })],
    targetGroups: [targetGroups.blue],
    deployments: "blue-green",
    minTasks: 2,
    maxTasks: 6,
  });
  const arn = "arn:aws:elasticloadbalancing:us-east-1:111122223333";
  const rule = { arn: `${arn}:listener-rule/app/shop/50dc/f2f7/9683` };
  new BlueGreenDeployment(scope, "deployment", {
    service,
    targetGroups,
    loadBalancer: { arnSuffix: "app/shop/50dc" },
    production: { listener: { arn: `${arn}:listener/app/shop/50dc/f2f7` }, rule },
  });
}
