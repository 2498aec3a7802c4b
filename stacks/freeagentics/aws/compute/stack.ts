import { AutoScalingGroup } from "@modules/aws/compute/auto-scaling-group";
import { containerHost } from "@modules/aws/compute/container-host";
import { LaunchTemplate } from "@modules/aws/compute/launch-template";
import type { IRedis } from "@modules/aws/database/redis/redis";
import type { IRepository } from "@modules/aws/ecr/repository";
import type { IApplicationLoadBalancer } from "@modules/aws/load-balancing/application-load-balancer";
import type { ITargetGroup } from "@modules/aws/load-balancing/target-group";
import type { IVpc } from "@modules/aws/network/vpc";
import { LogGroup } from "@modules/aws/operations/log-group";
import type { IKey } from "@modules/aws/security/key";
import { Role } from "@modules/aws/security/role";
import type { ISecret } from "@modules/aws/security/secret";
import type { IBucket } from "@modules/aws/storage/bucket";
import type { Construct } from "constructs";
import type { FreeagenticsEnvironment } from "../../../../environments/freeagentics/schema";
import { AwsStack } from "../../../base/aws-stack";
import { repositoryText } from "../../../base/repository";
import { APP_PORT, type TierGroups } from "../network";
import { addScaling } from "./scaling";

export interface ComputeProps {
  readonly vpc: IVpc;
  readonly groups: TierGroups;
  readonly targetGroup: ITargetGroup;
  readonly loadBalancer: IApplicationLoadBalancer;
  readonly repository: IRepository;
  readonly keys: { readonly data: IKey; readonly logs: IKey };
  readonly data: {
    readonly database: { readonly address: string };
    /** Host names that only reads may go to. */
    readonly readers: readonly string[];
    readonly secret: ISecret;
    readonly cache: IRedis;
    readonly uploads: IBucket;
  };
  /** Size of a standby. @default none: this is the primary region */
  readonly standby?: { readonly min: number };
}

/** Where the application may write files that rotate. */
const LOGS = "/var/log/freeagentics";

/** Application servers. Push their image first: instances whose image is missing are replaced again and again. */
export class ComputeStack extends AwsStack<FreeagenticsEnvironment> {
  readonly autoScalingGroup: AutoScalingGroup;

  private readonly props: ComputeProps;

  constructor(
    scope: Construct,
    environment: FreeagenticsEnvironment,
    props: ComputeProps,
    region = environment.account.region,
  ) {
    super(scope, environment, "compute", { region });
    this.props = props;
    const { vpc, targetGroup, loadBalancer, standby } = props;
    const { min, desired, max } = environment.compute;
    const name = this.named("freeagentics-app");
    this.autoScalingGroup = new AutoScalingGroup(this, "app", {
      name,
      launchTemplate: this.addTemplate(name),
      vpc,
      min: standby?.min ?? min,
      desired: standby?.min ?? desired,
      max,
      targetGroups: [targetGroup],
      // Racks of their own are seven a zone, fewer than the largest size takes.
      spread: false,
      healthCheckGraceSeconds: 600,
      defaultCooldownSeconds: 300,
      // Replacing is how they are patched.
      maxInstanceLifetimeDays: 30,
    });
    addScaling(this, name, this.autoScalingGroup, loadBalancer);
  }

  private addTemplate(name: string): LaunchTemplate {
    const { groups, keys, repository } = this.props;
    const { security, deletionProtection, compute } = this.environment;
    const { instanceType, imageTag, volumeGibibytes } = compute;
    const logGroup = new LogGroup(this, "app-logs", {
      name: this.named("freeagentics/app"),
      retentionDays: security.logRetentionDays,
      key: keys.logs,
      deletionProtection,
    });
    const role = this.addRole(logGroup);
    return new LaunchTemplate(this, "app-template", {
      name,
      instanceType,
      role,
      securityGroups: [groups.app],
      key: keys.data,
      rootVolumeGibibytes: volumeGibibytes.root,
      volumes: { "/dev/sdf": volumeGibibytes.logs },
      userData: containerHost({
        name: "app",
        image: `${repository.url}${imageTag.startsWith("sha256:") ? "@" : ":"}${imageTag}`,
        logGroup,
        region: this.region,
        // It signs in to the database's secret, the cache and the uploads as the role.
        hostNetwork: true,
        environment: this.settings(),
        volumes: { [LOGS]: "/dev/sdf" },
        files: { "/etc/logrotate.d/freeagentics": repositoryText("config/logrotate/freeagentics/logrotate.conf") },
      }),
      tags: this.tags,
    });
  }

  private addRole(logGroup: LogGroup): Role {
    const { repository, data } = this.props;
    const role = new Role(this, "app-role", {
      name: this.named("freeagentics-app-instances"),
      description: "Application servers",
      assumedBy: "ec2.amazonaws.com",
      managedPolicies: { "session-manager": "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore" },
    });
    repository.grantPull(role);
    logGroup.grantWrite(role);
    data.secret.grantRead(role);
    data.cache.grantConnect(role);
    data.uploads.grantReadWrite(role);
    return role;
  }

  private settings(): Record<string, string> {
    const { database, readers, secret, cache, uploads } = this.props.data;
    return {
      PORT: String(APP_PORT),
      AWS_REGION: this.region,
      DATABASE_HOST: database.address,
      DATABASE_READ_HOSTS: readers.join(","),
      DATABASE_SECRET_ARN: secret.arn,
      CACHE_HOST: cache.endpoint,
      CACHE_USER: cache.userName,
      UPLOADS_BUCKET: uploads.name,
      LOG_FOLDER: LOGS,
    };
  }
}
