import { EcsTaskDefinition, type EcsTaskDefinitionConfig } from "@cdktf/provider-aws/lib/ecs-task-definition";
import { check, checkPattern } from "@modules/core/checks";
import { resourcesOf } from "@modules/core/resources-of";
import { Construct } from "constructs";
import { accountOf } from "../account";
import type { IRepository } from "../ecr/repository";
import { LogGroup } from "../operations/log-group";
import type { IKey } from "../security/key";
import { Role } from "../security/role";
import type { FargateCpu } from "../tables/fargate-sizes";
import { type ContainerSecret, containerDefinition, type Mount, secretsOf, volumes } from "./container-definition";
import { checkSize } from "./fargate-sizes";

export interface FargateTaskProps {
  /**
   * Name of the task definition: 1 to 54 of `A-Za-z0-9_-`, because the roles' names add a suffix; unique in the
   * account.
   */
  readonly name: string;

  /** Image by tag, or by a digest such as `sha256:...`. */
  readonly image: { readonly repository: IRepository; readonly tag: string };

  /** CPU units; 1024 are one vCPU. */
  readonly cpu: FargateCpu;

  /** Memory that Fargate supports with `cpu`, such as 512, 1024 or 2048 MiB with 256 units. */
  readonly memoryMebibytes: number;

  /** Port that the container listens on. @default no port */
  readonly port?: number;

  /** Command of the container. @default the command of the image */
  readonly command?: readonly string[];

  /** Environment variables. For secret values use `secrets`. @default {} */
  readonly environment?: Readonly<Record<string, string>>;

  /**
   * Environment variables that ECS reads from Secrets Manager at start, so that plans and the state do not contain
   * their values.
   * @default {}
   */
  readonly secrets?: Readonly<Record<string, ContainerSecret>>;

  /** EFS file systems, by the name of a volume. @default {} */
  readonly mounts?: Readonly<Record<string, Mount>>;

  /**
   * Shell command that fails while the container is unhealthy. Its programs must be in the image. A service with target
   * groups does not need a command, because ECS replaces tasks that fail the target group's health checks.
   * @default no container health check
   */
  readonly healthCommand?: string;

  /** Key that encrypts the logs. */
  readonly logsKey: IKey;

  /** Days that log events are kept: a retention period of CloudWatch Logs, such as 30, 90 or 365. */
  readonly logRetentionDays: number;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<EcsTaskDefinitionConfig>;
}

/**
 * A task definition with one container on Fargate, its roles and logs. The container has no Linux capabilities, and can
 * write only to `/tmp` and its mounts.
 */
export class FargateTask extends Construct {
  readonly name: string;
  readonly arn: string;
  /** ARN pattern of all revisions. */
  readonly familyArn: string;
  readonly port?: number;
  /** Task role, for grants to the container. */
  readonly role: Role;
  /** Execution role, which ECS uses to start the container. */
  readonly executionRole: Role;
  /** Name of the log group of the container. */
  readonly logGroupName: string;

  constructor(scope: Construct, id: string, props: FargateTaskProps) {
    super(scope, id);
    const { name, image, cpu, memoryMebibytes, port, command, environment = {}, secrets = {}, mounts = {} } = props;
    const { healthCommand, logsKey, logRetentionDays, overrides } = props;
    checkPattern(this, "name", name, /^[\w-]{1,54}$/, "1 to 54 of A-Za-z0-9_-");
    checkSize(this, cpu, memoryMebibytes);
    this.checkSecrets(secrets);

    const logs = new LogGroup(this, "logs", {
      name: `/aws/ecs/${name}`,
      retentionDays: logRetentionDays,
      key: logsKey,
    });
    this.logGroupName = logs.name;
    this.role = new Role(this, "role", { name: `${name}-task`, assumedBy: "ecs-tasks.amazonaws.com" });
    this.executionRole = new Role(this, "execution", {
      name: `${name}-execution`,
      assumedBy: "ecs-tasks.amazonaws.com",
    });
    image.repository.grantPull(this.executionRole);
    logs.grantWrite(this.executionRole);
    for (const secret of secretsOf(secrets)) {
      secret.grantRead(this.executionRole);
    }
    for (const { fileSystem, accessPoint } of Object.values(mounts)) {
      fileSystem.grantMount(this.role, accessPoint);
    }

    const { region } = accountOf(this);
    const definition = new EcsTaskDefinition(this, "Default", {
      family: name,
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      cpu: String(cpu),
      memory: String(memoryMebibytes),
      runtimePlatform: { cpuArchitecture: "X86_64", operatingSystemFamily: "LINUX" },
      taskRoleArn: this.role.arn,
      executionRoleArn: this.executionRole.arn,
      containerDefinitions: JSON.stringify([
        containerDefinition({ name, image, port, command, environment, secrets, mounts, healthCommand, logs, region }),
      ]),
      volume: volumes(mounts),
      // A rollback starts the previous revision, which must stay registered.
      skipDestroy: true,
      dependsOn: resourcesOf(this.executionRole),
      ...overrides,
    });
    this.name = name;
    this.arn = definition.arn;
    this.familyArn = `${definition.arnWithoutRevision}:*`;
    this.port = port;
  }

  private checkSecrets(secrets: Readonly<Record<string, ContainerSecret>>): void {
    for (const [variable, { secret, field }] of Object.entries(secrets)) {
      const known = field === undefined || secret.fields.includes(field);
      const fields = secret.fields.join(" or ") || "left out for a secret without fields";
      check(this, known, `secrets.${variable}.field`, fields, `${field}; list it in the fields of ${secret.node.id}`);
    }
  }
}
