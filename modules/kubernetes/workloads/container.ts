import type {
  DeploymentV1SpecTemplateSpecContainer,
  DeploymentV1SpecTemplateSpecContainerEnv,
} from "@cdktf/provider-kubernetes/lib/deployment-v1";
import type { IConstruct } from "constructs";
import type { IConfigMap } from "./config-map";
import { type Mount, renderMount } from "./mounts";
import { type Probe, renderProbe } from "./probe";
import { quantity } from "./quantity";

export interface Container {
  /** @default the name of the workload */
  readonly name?: string;

  /** With a tag or digest, and never `latest`, which cannot be rolled back to. */
  readonly image: string;

  /** @default the image's */
  readonly command?: readonly string[];

  /** @default the image's */
  readonly args?: readonly string[];

  /** By name, such as `http`. @default none */
  readonly ports?: Readonly<Record<string, number>>;

  /** @default none */
  readonly environment?: Readonly<Record<string, string>>;

  /** Variables whose values are keys of secrets of the namespace. @default none */
  readonly secrets?: Readonly<Record<string, { readonly secret: string; readonly key: string }>>;

  /** Whose data become variables. @default none */
  readonly configMaps?: readonly IConfigMap[];

  /** By name; `tmp` is always there. @default none */
  readonly mounts?: Readonly<Record<string, Mount>>;

  /** What the scheduler sets aside, such as `{ cpu: "250m", memory: "256Mi" }`. */
  readonly requests: { readonly cpu: string; readonly memory: string };

  /** Beyond this memory the container is killed; without a limit of CPU it uses what is idle. */
  readonly limits: { readonly cpu?: string; readonly memory: string };

  /** Restarts the container. @default only when its process ends */
  readonly liveness?: Probe;

  /** Takes the pod out of its services. @default ready when started */
  readonly readiness?: Probe;

  /** Holds the other two back. @default none */
  readonly startup?: Probe;

  /**
   * Runs in the container before its process is told to end, by SIGTERM, and delays that
   * until it returns; both share the pod's grace.
   * @default none
   */
  readonly preStop?: readonly string[];

  /** Capabilities of the kernel beyond none, such as `DAC_READ_SEARCH`; only where the namespace admits it. @default none */
  readonly capabilities?: readonly string[];
}

export function renderContainer(
  scope: IConstruct,
  workload: string,
  container: Container,
  mounts: Readonly<Record<string, Mount>>,
): DeploymentV1SpecTemplateSpecContainer {
  const { name = workload, image, command, ports = {}, configMaps = [], requests, limits, capabilities } = container;
  const { preStop } = container;
  checkImage(scope, image);
  checkResources(scope, container);
  const [port] = Object.values(ports);
  checkProbes(scope, container, port);
  return {
    name,
    image,
    imagePullPolicy: "IfNotPresent",
    command: command && [...command],
    args: container.args && [...container.args],
    port: Object.entries(ports).map(([name, containerPort]) => ({ name, containerPort, protocol: "TCP" })),
    env: variables(container),
    envFrom: configMaps.map(({ name }) => ({ configMapRef: { name } })),
    resources: { requests: { ...requests }, limits: { ...limits } },
    livenessProbe: renderProbe(container.liveness, port),
    readinessProbe: renderProbe(container.readiness, port),
    startupProbe: renderProbe(container.startup, port),
    lifecycle: preStop && { preStop: [{ exec: { command: [...preStop] } }] },
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"], add: capabilities && [...capabilities] },
    },
    // What a crashed process printed last, where it wrote no message.
    terminationMessagePolicy: "FallbackToLogsOnError",
    volumeMount: Object.entries(mounts).map(renderMount),
  };
}

function variables({ environment = {}, secrets = {} }: Container): DeploymentV1SpecTemplateSpecContainerEnv[] {
  return [
    ...Object.entries(environment).map(([name, value]) => ({ name, value })),
    ...Object.entries(secrets).map(([name, { secret, key }]) => ({
      name,
      valueFrom: { secretKeyRef: { name: secret, key } },
    })),
  ];
}

function checkImage({ node }: IConstruct, image: string): void {
  const [, tag] = /(?:(?<!@sha256):(\w[\w.-]{0,127})|@sha256:[0-9a-f]{64})$/.exec(image) ?? [undefined, "latest"];
  if (tag === "latest") {
    throw new Error(`${node.path}: image must end in a tag or digest and not be latest, got ${image}`);
  }
}

function checkResources({ node }: IConstruct, { requests, limits }: Container): void {
  for (const resource of ["cpu", "memory"] as const) {
    const [least, most] = [requests[resource], limits[resource]];
    if (!(quantity(least) > 0)) {
      throw new Error(`${node.path}: requests.${resource} must be a quantity such as 250m or 256Mi, got ${least}`);
    }
    if (most !== undefined && !(quantity(most) >= quantity(least))) {
      throw new Error(`${node.path}: limits.${resource} must be at least what is requested (${least}), got ${most}`);
    }
  }
}

function checkProbes({ node }: IConstruct, container: Container, port: number | undefined): void {
  for (const probe of ["liveness", "readiness", "startup"] as const) {
    if (container[probe] && !(container[probe].port ?? port)) {
      throw new Error(`${node.path}: ${probe}.port must be set where the container has no ports, got none`);
    }
  }
}
