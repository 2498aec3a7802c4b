import { containerHost } from "@modules/aws/compute/container-host";
import { LaunchTemplate } from "@modules/aws/compute/launch-template";
import type { IRedis } from "@modules/aws/database/redis/redis";
import type { IRepository } from "@modules/aws/ecr/repository";
import { LogGroup } from "@modules/aws/operations/log-group";
import type { IKey } from "@modules/aws/security/key";
import { Role } from "@modules/aws/security/role";
import type { ISecret } from "@modules/aws/security/secret";
import type { IBucket } from "@modules/aws/storage/bucket";
import { imageAddress } from "@modules/core/image-address";
import type { FreeagenticsEnvironment } from "../../../../environments/freeagentics/schema";
import type { AwsStack } from "../../../base/aws-stack";
import { repositoryText } from "../../../base/repository";
import { APP_PORT, type TierGroups } from "../network";

/** Data that the application uses, all of it in the region of its servers. */
interface AppData {
  readonly database: { readonly address: string };
  /** Host names of the read replicas. */
  readonly readers: readonly string[];
  /** Credentials of the database. */
  readonly secret: ISecret;
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
  data.secret.grantRead(role);
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

/** Environment variables of the application. */
function variables(stack: Stack, { database, readers, secret, cache, uploads }: AppData): Record<string, string> {
  return {
    PORT: String(APP_PORT),
    AWS_REGION: stack.region,
    DATABASE_HOST: database.address,
    DATABASE_READ_HOSTS: readers.join(","),
    DATABASE_SECRET_ARN: secret.arn,
    CACHE_HOST: cache.endpoint,
    CACHE_USER: cache.userName,
    UPLOADS_BUCKET: uploads.name,
    LOG_FOLDER,
  };
}
