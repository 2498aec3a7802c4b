import { containerHost } from "@modules/aws/compute/container-host";
import { LaunchTemplate } from "@modules/aws/compute/launch-template";
import type { IPostgres } from "@modules/aws/database/postgres/postgres";
import type { IRedis } from "@modules/aws/database/redis/redis";
import type { IRepository } from "@modules/aws/ecr/repository";
import { LogGroup } from "@modules/aws/operations/log-group";
import type { IKey } from "@modules/aws/security/key";
import { Role } from "@modules/aws/security/role";
import type { IBucket } from "@modules/aws/storage/bucket";
import { imageAddress } from "@modules/core/image-address";
import type { FreeagenticsEnvironment } from "../../../../environments/freeagentics/schema";
import type { AwsStack } from "../../../base/aws-stack";
import { repositoryText } from "../../../base/repository";
import { APP_USER } from "../data/users";
import { APP_PORT, type TierGroups } from "../network";

/** Data that the application uses, all of it in the region of its servers. */
interface AppData {
  readonly database: IPostgres;
  /** Read replicas. */
  readonly readers: readonly IPostgres[];
  readonly cache: IRedis;
  readonly uploads: IBucket;
}

export interface ServerProps {
  readonly groups: TierGroups;
  readonly repository: IRepository;
  readonly keys: { readonly data: IKey; readonly logs: IKey };
  readonly data: AppData;
}

type Stack = AwsStack<FreeagenticsEnvironment>;

/** Folder of the log files that logrotate rotates, on a volume of its own. */
const LOG_FOLDER = "/var/log/freeagentics";
const LOG_DEVICE = "/dev/sdf";

/** The launch template of the application servers, with their role and log group. */
export function addLaunchTemplate(
  stack: Stack,
  name: string,
  { groups, repository, keys, data }: ServerProps,
): LaunchTemplate {
  const { security, deletionProtection, compute } = stack.environment;
  const { instanceType, imageTag, volumeGibibytes } = compute;
  const logGroup = new LogGroup(stack, "app-logs", {
    name: stack.named("freeagentics/app"),
    retentionDays: security.logRetentionDays,
    key: keys.logs,
    deletionProtection,
  });
  const role = new Role(stack, "app-role", {
    name: stack.named("freeagentics-app-instances"),
    description: "Application servers",
    assumedBy: "ec2.amazonaws.com",
    managedPolicies: { "session-manager": "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore" },
  });
  repository.grantPull(role);
  logGroup.grantWrite(role);
  for (const server of new Set([data.database, ...data.readers])) {
    server.grantConnect(role, APP_USER);
  }
  data.cache.grantConnect(role);
  data.uploads.grantReadWrite(role);
  return new LaunchTemplate(stack, "app-template", {
    name,
    instanceType,
    role,
    securityGroups: [groups.app],
    key: keys.data,
    rootVolumeGibibytes: volumeGibibytes.root,
    volumeGibibytes: { [LOG_DEVICE]: volumeGibibytes.logs },
    userData: containerHost({
      name: "app",
      image: imageAddress(repository.url, imageTag),
      logGroup,
      region: stack.region,
      // The container needs the role's credentials, which the instance metadata service refuses behind a bridge.
      hostNetwork: true,
      environment: variables(stack, data),
      volumes: { [LOG_FOLDER]: LOG_DEVICE },
      files: { "/etc/logrotate.d/freeagentics": repositoryText("config/logrotate/freeagentics/logrotate.conf") },
    }),
    tags: stack.tags,
  });
}

/** Environment variables of the application. It logs in to the database and the cache with IAM tokens. */
function variables(stack: Stack, { database, readers, cache, uploads }: AppData): Record<string, string> {
  return {
    PORT: String(APP_PORT),
    AWS_REGION: stack.region,
    DATABASE_HOST: database.address,
    DATABASE_READ_HOSTS: readers.map(({ address }) => address).join(","),
    DATABASE_PORT: String(database.port),
    DATABASE_NAME: stack.environment.platform,
    DATABASE_USER: APP_USER,
    CACHE_HOST: cache.endpoint,
    CACHE_USER: cache.userName,
    UPLOADS_BUCKET: uploads.name,
    LOG_FOLDER,
  };
}
