import { FargateTask, type FargateTaskProps } from "@modules/aws/containers/fargate-task";
import type { IRedis } from "@modules/aws/database/redis";
import type { DafnckmachineEnvironment } from "../../environments/dafnckmachine/environment";
import type { EnvironmentStack } from "../environment-stack";
import type { ContainersNeeds } from "./containers";

type TaskSettings = Pick<DafnckmachineEnvironment["containers"]["userManagement"], "cpu" | "memory" | "imageTag">;

/** A task that knows the database and the keys of third parties. */
export function addTask(
  stack: EnvironmentStack<DafnckmachineEnvironment>,
  name: keyof ContainersNeeds["repositories"],
  { repositories, keys, data }: ContainersNeeds,
  { cpu, memory, imageTag }: TaskSettings,
  { environment, ...props }: Pick<FargateTaskProps, "port" | "mounts" | "environment"> = {},
): FargateTask {
  const { database, secrets } = data;
  const task = new FargateTask(stack, `${name}-task`, {
    name: stack.named(name),
    image: { repository: repositories[name], tag: imageTag },
    cpu,
    memoryMebibytes: memory,
    environment: {
      AWS_REGION: stack.region,
      DATABASE_HOST: database.address,
      DATABASE_SECRET_ARN: secrets.database.arn,
      ...environment,
    },
    secrets: { DATABASE_CREDENTIALS: { secret: secrets.database }, API_KEYS: { secret: secrets.apiKeys } },
    logsKey: keys.logs,
    logRetentionDays: stack.environment.security.logRetentionDays,
    ...props,
  });
  // What was handed over at the start is out of date once the password was rotated.
  secrets.database.grantRead(task.role);
  return task;
}

/** What a client of a cache needs besides permission: it logs in with a token it signs itself. */
export function cacheVariables(cache?: IRedis): Record<string, string> {
  return cache ? { CACHE_HOST: cache.endpoint, CACHE_USER: cache.userName } : {};
}
