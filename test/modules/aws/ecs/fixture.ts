/** Keys, a VPC, clusters and a task for tests of containers. */
import { Repository } from "@modules/aws/ecr/repository";
import { EcsCluster } from "@modules/aws/ecs/ecs-cluster";
import { FargateTask, type FargateTaskProps } from "@modules/aws/ecs/fargate-task";
import { EksCluster, type EksClusterProps } from "@modules/aws/eks/eks-cluster";
import { SecurityGroup } from "@modules/aws/network/security-group";
import { Vpc } from "@modules/aws/network/vpc";
import { Key } from "@modules/aws/security/key";
import type { TerraformStack } from "cdktf";

export class Fixture {
  readonly key: Key;
  readonly logsKey: Key;
  readonly vpc: Vpc;
  readonly group: SecurityGroup;

  private readonly stack: TerraformStack;

  constructor(stack: TerraformStack) {
    this.stack = stack;
    this.key = new Key(stack, "key", { name: "data", description: "Data" });
    this.logsKey = new Key(stack, "logs-key", { name: "logs", description: "Logs" });
    this.vpc = new Vpc(stack, "vpc", {
      name: "shop",
      cidr: "10.0.0.0/16",
      subnets: {
        public: { tier: "public", cidrs: { "us-east-1a": "10.0.1.0/24", "us-east-1b": "10.0.2.0/24" } },
        private: { tier: "private", cidrs: { "us-east-1a": "10.0.11.0/24", "us-east-1b": "10.0.12.0/24" } },
      },
    });
    this.group = new SecurityGroup(stack, "group", { name: "api", description: "Services", vpc: this.vpc });
  }

  ecsCluster(): EcsCluster {
    const { key, logsKey } = this;
    return new EcsCluster(this.stack, "cluster", { name: "shop", key, logsKey, logRetentionDays: 30 });
  }

  task(props: Partial<FargateTaskProps> = {}): FargateTask {
    const repository = new Repository(this.stack, "images", { name: "orders", key: this.key });
    return new FargateTask(this.stack, "orders-task", {
      name: "orders",
      image: { repository, tag: "v1.0.0" },
      cpu: 512,
      memoryMebibytes: 1024,
      port: 3000,
      logsKey: this.logsKey,
      logRetentionDays: 30,
      ...props,
    });
  }

  eksCluster(props: Partial<EksClusterProps> = {}): EksCluster {
    return new EksCluster(this.stack, "cluster", {
      name: "shop",
      version: "1.35",
      vpc: this.vpc,
      key: this.key,
      logsKey: this.logsKey,
      logRetentionDays: 30,
      administrators: { platform: "arn:aws:iam::111122223333:role/platform" },
      ...props,
    });
  }
}
