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
import { firewall } from "../../proxies/firewall";
import { WEB_PORT } from "../../proxies/limits";
import { NODE_EXPORTER_RUN } from "../monitoring/programs";
import { APP_PORT, type TierGroups } from "../network";

/** Data that the application uses, in the region of its servers. */
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

/** Servers that run the same image. */
export interface Servers {
  readonly tier: "app" | "worker";
  readonly description: string;
  /** User of the database. */
  readonly user: string;
  readonly instanceType: string;
  readonly imageTag: string;
  readonly rootVolumeGibibytes: number;
  /** Size of the volume for log files. @default the servers write no log files */
  readonly logVolumeGibibytes?: number;
}

/** The launch template of servers, with their role and log group. */
export function addLaunchTemplate(
  stack: Stack,
  name: string,
  { groups, repository, keys, data }: ServerProps,
  { tier, description, user, instanceType, imageTag, rootVolumeGibibytes, logVolumeGibibytes }: Servers,
): LaunchTemplate {
  const { security, deletionProtection } = stack.environment;
  const logGroup = new LogGroup(stack, `${tier}-logs`, {
    name: stack.named(`freeagentics/${tier}`),
    retentionDays: security.logRetentionDays,
    key: keys.logs,
    deletionProtection,
  });
  const role = new Role(stack, `${tier}-role`, {
    name: stack.named(`freeagentics-${tier}-instances`),
    description,
    assumedBy: "ec2.amazonaws.com",
    managedPolicies: {
      "session-manager": "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
      "cloudwatch-agent": "arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy",
    },
  });
  repository.grantPull(role);
  logGroup.grantWrite(role);
  for (const server of new Set([data.database, ...data.readers])) {
    server.grantConnect(role, user);
  }
  data.cache.grantConnect(role);
  data.uploads.grantReadWrite(role);
  const logFiles = logVolumeGibibytes !== undefined;
  return new LaunchTemplate(stack, `${tier}-template`, {
    name,
    instanceType,
    role,
    securityGroups: [groups.app],
    key: keys.data,
    rootVolumeGibibytes,
    volumeGibibytes: logFiles ? { [LOG_DEVICE]: logVolumeGibibytes } : {},
    userData: containerHost({
      name: tier,
      image: imageAddress(repository.url, imageTag),
      logGroup,
      region: stack.region,
      // The container needs the role's credentials, which containers on a bridge network cannot get from the instance
      // metadata service.
      hostNetwork: true,
      environment: { ...variables(stack, data, user), ...(logFiles && { LOG_FOLDER }) },
      agent: true,
      ...(tier === "app" && groups.proxies && { packetFilter: firewall(stack.environment) }),
      ...(groups.monitoring && { companions: { "node-exporter": NODE_EXPORTER_RUN } }),
      ...(logFiles && {
        volumes: { [LOG_FOLDER]: LOG_DEVICE },
        files: { "/etc/logrotate.d/freeagentics": repositoryText("config/logrotate/freeagentics/logrotate.conf") },
      }),
    }),
    tags: stack.tags,
  });
}

/** Environment variables of the program. It logs in to the database and the cache with IAM tokens. */
function variables(stack: Stack, { database, readers, cache, uploads }: AppData, user: string): Record<string, string> {
  return {
    PORT: String(APP_PORT),
    ...(stack.environment.proxies?.tier && { WEB_PORT: String(WEB_PORT) }),
    AWS_REGION: stack.region,
    DATABASE_HOST: database.address,
    DATABASE_READ_HOSTS: readers.map(({ address }) => address).join(","),
    DATABASE_PORT: String(database.port),
    DATABASE_NAME: stack.environment.platform,
    DATABASE_USER: user,
    CACHE_HOST: cache.endpoint,
    CACHE_USER: cache.userName,
    UPLOADS_BUCKET: uploads.name,
  };
}
