import type { IPostgres } from "@modules/aws/database/postgres/postgres";
import type { IRedis } from "@modules/aws/database/redis/redis";
import type { IRepository } from "@modules/aws/ecr/repository";
import { FargateTask, type FargateTaskProps } from "@modules/aws/ecs/fargate-task";
import type { IKey } from "@modules/aws/security/key";
import type { ISecret } from "@modules/aws/security/secret";
import type { FileSystem } from "@modules/aws/storage/file-system";
import type { DafnckmachineEnvironment, TaskSettings } from "../../../../environments/dafnckmachine/schema";
import type { AwsStack } from "../../../base/aws-stack";
import type { Image } from "../../images";
import type { Caches } from "../data/caches";
import type { TaskTables } from "../data/tables";
import { grantSharedData, type SharedData, sharedVariables } from "../data/uses";

/** Data that tasks use. A standby has no caches, queues and files. */
interface TaskData extends SharedData {
  readonly database: Pick<IPostgres, "address" | "port" | "grantConnect">;
  readonly secrets: { readonly apiKeys: ISecret };
  /** @default none */
  readonly caches?: Pick<Caches, "application" | "session">;
  /** @default none */
  readonly tables?: TaskTables;
  /** @default none */
  readonly fileSystem?: FileSystem;
}

type TaskImage = Extract<Image, "agent-orchestration" | "user-management" | "dafnck-machine/api" | "batch">;

export interface TaskProps {
  readonly repositories: Readonly<Record<TaskImage, IRepository>>;
  readonly keys: { readonly data: IKey; readonly logs: IKey };
  readonly data: TaskData;
}

/** A task with a database user, as which it logs in with an IAM token, and with the keys of third-party APIs. */
export function addTask(
  stack: AwsStack<DafnckmachineEnvironment>,
  image: TaskImage,
  { repositories, keys, data }: TaskProps,
  { cpu, memoryMebibytes, imageTag }: TaskSettings,
  { environment, ...props }: Pick<FargateTaskProps, "port" | "mounts" | "environment"> = {},
): FargateTask {
  const { database, secrets } = data;
  const name = image.replace("/", "-");
  const user = name.replaceAll("-", "_");
  const task = new FargateTask(stack, `${name}-task`, {
    name: stack.named(name),
    image: { repository: repositories[image], tag: imageTag },
    cpu,
    memoryMebibytes,
    environment: {
      AWS_REGION: stack.region,
      DATABASE_HOST: database.address,
      DATABASE_PORT: String(database.port),
      DATABASE_NAME: stack.environment.platform,
      DATABASE_USER: user,
      ...sharedVariables(data),
      ...environment,
    },
    secrets: { API_KEYS: { secret: secrets.apiKeys } },
    logsKey: keys.logs,
    logRetentionDays: stack.environment.security.logRetentionDays,
    ...props,
  });
  database.grantConnect(task.role, user);
  grantSharedData(data, task.role);
  return task;
}

/** Environment variables with the address and user of a cache; clients sign their IAM token themselves. */
export function cacheVariables(cache?: IRedis): Record<string, string> {
  return cache ? { CACHE_HOST: cache.endpoint, CACHE_USER: cache.userName } : {};
}
