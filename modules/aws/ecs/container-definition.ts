import type { EcsTaskDefinitionVolume } from "@cdktf/provider-aws/lib/ecs-task-definition";
import { imageAddress } from "@modules/core/image-address";
import type { IRepository } from "../ecr/repository";
import type { ILogGroup } from "../operations/log-group";
import type { ISecret } from "../security/secret";
import type { FileSystem } from "../storage/file-system";

/** The value of an environment variable that ECS reads from Secrets Manager. */
export interface ContainerSecret {
  readonly secret: ISecret;
  /** Field of a secret whose value is a JSON object. @default the whole value */
  readonly field?: string;
}

/** An EFS file system in a container. */
export interface Mount {
  readonly fileSystem: FileSystem;
  /** Name of the access point to mount. */
  readonly accessPoint: string;
  /** Absolute mount path in the container. */
  readonly path: string;
}

interface Container {
  readonly name: string;
  readonly image: { readonly repository: IRepository; readonly tag: string };
  readonly port?: number;
  readonly command?: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, ContainerSecret>>;
  readonly mounts: Readonly<Record<string, Mount>>;
  readonly healthCommand?: string;
  readonly logs: ILogGroup;
  readonly region: string;
}

/** A volume for temporary files, because the root file system is read-only. */
const TEMPORARY = { name: "tmp", path: "/tmp" };

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html */
export function containerDefinition(container: Container) {
  const { name, image, port, command, environment, secrets, mounts, healthCommand, logs, region } = container;
  return {
    name,
    image: imageAddress(image.repository.url, image.tag),
    essential: true,
    command,
    portMappings: port ? [{ containerPort: port, hostPort: port, protocol: "tcp" }] : [],
    // ECS returns variables and secrets sorted by name, so any other order would show a change in every plan.
    environment: byName(environment).map(([variable, value]) => ({ name: variable, value })),
    secrets: byName(secrets).map(([variable, { secret, field }]) => ({
      name: variable,
      valueFrom: field ? `${secret.arn}:${field}::` : secret.arn,
    })),
    mountPoints: [
      { sourceVolume: TEMPORARY.name, containerPath: TEMPORARY.path, readOnly: false },
      ...Object.entries(mounts).map(([volume, { path }]) => ({
        sourceVolume: volume,
        containerPath: path,
        readOnly: false,
      })),
    ],
    readonlyRootFilesystem: true,
    // Fargate supports neither privileged containers nor security options, but it can drop capabilities.
    // ECS returns both lists. Without one of them every plan would replace the task definition.
    linuxParameters: { initProcessEnabled: true, capabilities: { add: [], drop: ["ALL"] } },
    healthCheck: healthCommand
      ? { command: ["CMD-SHELL", healthCommand], interval: 30, timeout: 5, retries: 3, startPeriod: 60 }
      : undefined,
    logConfiguration: {
      logDriver: "awslogs",
      options: {
        "awslogs-group": logs.name,
        "awslogs-region": region,
        "awslogs-stream-prefix": name,
        // In blocking mode a container hangs when CloudWatch Logs is unavailable.
        mode: "non-blocking",
        "max-buffer-size": "25m",
      },
    },
  };
}

export function volumes(mounts: Readonly<Record<string, Mount>>): EcsTaskDefinitionVolume[] {
  return [
    { name: TEMPORARY.name },
    ...Object.entries(mounts).map(([name, { fileSystem, accessPoint }]) => ({
      name,
      efsVolumeConfiguration: {
        fileSystemId: fileSystem.id,
        transitEncryption: "ENABLED",
        authorizationConfig: { accessPointId: fileSystem.accessPoints[accessPoint]!.id, iam: "ENABLED" },
      },
    })),
  ];
}

/** The secrets without duplicates, so that each gets one grant. */
export function secretsOf(secrets: Readonly<Record<string, ContainerSecret>>): ISecret[] {
  return [...new Set(Object.values(secrets).map(({ secret }) => secret))];
}

function byName<T>(record: Readonly<Record<string, T>>): [string, T][] {
  return Object.entries(record).sort(([one], [other]) => (one < other ? -1 : 1));
}
