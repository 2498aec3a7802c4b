import { EcsCluster } from "@modules/aws/ecs/ecs-cluster";
import { Key } from "@modules/aws/security/key";
import type { Construct } from "constructs";

/** A cluster for Fargate tasks whose ECS Exec sessions are logged for a year. */
export function example(scope: Construct): void {
  const logsKey = new Key(scope, "logs-key", {
    name: "apps-shells",
    description: "Logs of ECS Exec sessions",
    services: ["logs.us-east-1.amazonaws.com"],
  });

  new EcsCluster(scope, "apps", {
    name: "apps",
    key: new Key(scope, "key", { name: "apps", description: "Data channel of ECS Exec sessions" }),
    logsKey,
    logRetentionDays: 365,
  });
}
