import { EcsTaskDefinition } from "@cdktf/provider-aws/lib/ecs-task-definition";
import { resourcesOf } from "@modules/core/resources-of";
import { Construct } from "constructs";
import { accountOf } from "../account";
import type { IRepository } from "../ecr/repository";
import { LogGroup } from "../operations/log-group";
import type { IKey } from "../security/key";
import { Role } from "../security/role";
import { type ContainerSecret, containerDefinition, type Mount, secretsOf, volumes } from "./container-definition";
import { type FargateCpu, sizeFault } from "./fargate-sizes";

export interface FargateTaskProps {
  /** 1 to 54 of `A-Za-z0-9_-`, since its roles add a suffix; unique in the account. */
  readonly name: string;

  /** What runs: a tag, or a digest such as `sha256:...`. */
  readonly image: { readonly repository: IRepository; readonly tag: string };

  /** Units of 1/1024 vCPU. */
  readonly cpu: FargateCpu;

  readonly memoryMebibytes: number;

  /** Port the container listens on. @default none */
  readonly port?: number;

  /** @default what the image says */
  readonly command?: readonly string[];

  /** Never a secret. @default none */
  readonly environment?: Readonly<Record<string, string>>;

  /** Variables that are filled in when a task starts; what is in them never reaches the plan. @default none */
  readonly secrets?: Readonly<Record<string, ContainerSecret>>;

  /** Shared file systems by name. @default none */
  readonly mounts?: Readonly<Record<string, Mount>>;

  /**
   * Shell command that fails while the container is unwell; what it calls must be
   * in the image. Behind a load balancer its check is enough.
   * @default none
   */
  readonly healthCommand?: string;

  /** Encrypts the logs. */
  readonly logsKey: IKey;

  readonly logRetentionDays: number;
}

/** One container on Fargate without any privilege, whose only writable places are `/tmp` and its mounts. */
export class FargateTask extends Construct {
  readonly name: string;
  readonly arn: string;
  /** ARN of every version of it, past and to come. */
  readonly familyArn: string;
  readonly port?: number;
  /** What the container may do; grant to it. */
  readonly role: Role;
  /** What ECS may do to start it. */
  readonly executionRole: Role;

  constructor(scope: Construct, id: string, props: FargateTaskProps) {
    super(scope, id);
    const { name, image, cpu, memoryMebibytes, port, command, environment = {}, secrets = {}, mounts = {} } = props;
    const { healthCommand, logsKey, logRetentionDays } = props;
    if (!/^[\w-]{1,54}$/.test(name)) {
      throw new Error(`${this.node.path}: name must be 1 to 54 of A-Za-z0-9_-, got ${name}`);
    }
    const fault = sizeFault(cpu, memoryMebibytes);
    if (fault) {
      throw new Error(`${this.node.path}: ${fault}`);
    }

    const logs = new LogGroup(this, "logs", {
      name: `/aws/ecs/${name}`,
      retentionDays: logRetentionDays,
      key: logsKey,
    });
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
      // A rollback starts the version before, so that one must stay registered.
      skipDestroy: true,
      dependsOn: resourcesOf(this.executionRole),
    });
    this.name = name;
    this.arn = definition.arn;
    this.familyArn = `${definition.arnWithoutRevision}:*`;
    this.port = port;
  }
}
