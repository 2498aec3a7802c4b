import type { IRedis } from "@modules/aws/database/redis/redis";
import type { IRepository } from "@modules/aws/ecr/repository";
import { FargateTask, type FargateTaskProps } from "@modules/aws/ecs/fargate-task";
import type { ApplicationLoadBalancer } from "@modules/aws/load-balancing/application-load-balancer";
import type { ITargetGroup } from "@modules/aws/load-balancing/target-group";
import type { IVpc } from "@modules/aws/network/vpc";
import type { IKey } from "@modules/aws/security/key";
import type { ISecret } from "@modules/aws/security/secret";
import type { FileSystem } from "@modules/aws/storage/file-system";
import type { DafnckmachineEnvironment } from "../../../../environments/dafnckmachine/schema";
import type { AwsStack } from "../../../base/aws-stack";
import type { Caches } from "../data/caches";
import type { Tables } from "../data/tables";
import type { TierGroups } from "../network";

/** What the containers stack takes from earlier ones. */
export interface ContainersProps {
  readonly vpc: IVpc;
  readonly groups: TierGroups;
  readonly keys: { readonly data: IKey; readonly logs: IKey };
  readonly repositories: Readonly<Record<"agent-orchestration" | "user-management" | "batch", IRepository>>;
  readonly loadBalancing: {
    readonly public: ApplicationLoadBalancer;
    /** Of the internal load balancer. */
    readonly targetGroups: { readonly microservices: ITargetGroup };
  };
  readonly data: {
    readonly database: { readonly address: string };
    readonly secrets: { readonly database: ISecret; readonly apiKeys: ISecret };
    /** What a standby has none of until it takes over; its tasks then do without. */
    readonly caches?: Pick<Caches, "application" | "session">;
    readonly tables?: Tables;
    readonly fileSystem?: FileSystem;
  };
  /** Size of a standby. @default none: this is the primary region */
  readonly standby?: { readonly min: number };
}

type TaskSettings = Pick<
  DafnckmachineEnvironment["containers"]["userManagement"],
  "cpu" | "memoryMebibytes" | "imageTag"
>;

/** A task that knows the database and the keys of third parties. */
export function addTask(
  stack: AwsStack<DafnckmachineEnvironment>,
  name: keyof ContainersProps["repositories"],
  { repositories, keys, data }: ContainersProps,
  { cpu, memoryMebibytes, imageTag }: TaskSettings,
  { environment, ...props }: Pick<FargateTaskProps, "port" | "mounts" | "environment"> = {},
): FargateTask {
  const { database, secrets } = data;
  const task = new FargateTask(stack, `${name}-task`, {
    name: stack.named(name),
    image: { repository: repositories[name], tag: imageTag },
    cpu,
    memoryMebibytes,
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
