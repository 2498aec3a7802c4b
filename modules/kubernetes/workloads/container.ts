import type {
  DeploymentV1SpecTemplateSpecContainer,
  DeploymentV1SpecTemplateSpecContainerEnv,
} from "@cdktf/provider-kubernetes/lib/deployment-v1";
import { check } from "@modules/core/checks";
import type { IConstruct } from "constructs";
import type { IConfigMap } from "./config-map";
import { type Mount, renderMount } from "./mounts";
import { type Probe, renderProbe } from "./probe";
import { quantity } from "./quantity";

export interface Container {
  /** Name of the container. @default the name of the workload */
  readonly name?: string;

  /** Image with a tag or digest. `latest` is refused, because a rollback could not return to an earlier image. */
  readonly image: string;

  /** Entrypoint. @default the image's entrypoint */
  readonly command?: readonly string[];

  /** Arguments of the entrypoint. @default the image's command */
  readonly args?: readonly string[];

  /** TCP ports by name, such as `http`. @default none */
  readonly ports?: Readonly<Record<string, number>>;

  /** Environment variables. @default none */
  readonly environment?: Readonly<Record<string, string>>;

  /** Environment variables with values from Secrets of the namespace, each a Secret and a key. @default none */
  readonly secrets?: Readonly<Record<string, { readonly secret: string; readonly key: string }>>;

  /** Config maps whose data become environment variables. @default none */
  readonly configMaps?: readonly IConfigMap[];

  /** Mounts by name. A mount `tmp` at `/tmp` always exists. @default none */
  readonly mounts?: Readonly<Record<string, Mount>>;

  /** Resources that the scheduler reserves, such as `{ cpu: "250m", memory: "256Mi" }`. */
  readonly requests: { readonly cpu: string; readonly memory: string };

  /** Upper bounds. A container above its memory limit is killed; without a CPU limit it may use idle CPU. */
  readonly limits: { readonly cpu?: string; readonly memory: string };

  /** Probe whose failure restarts the container. @default the container restarts only when its process ends */
  readonly liveness?: Probe;

  /** Probe whose failure removes the pod from its services. @default the pod is ready when it has started */
  readonly readiness?: Probe;

  /** Probe that must succeed before the other two begin. @default none */
  readonly startup?: Probe;

  /**
   * Command that runs in the container before its process receives SIGTERM. The termination grace
   * period includes its run time.
   * @default none
   */
  readonly preStop?: readonly string[];

  /** Linux capabilities, such as `DAC_READ_SEARCH`; the namespace's pod security must allow them. @default none */
  readonly capabilities?: readonly string[];
}

/** Container of a pod template: unprivileged, with a read-only root file system. */
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
    // A container that crashes without a termination message reports its last log lines.
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

function checkImage(scope: IConstruct, image: string): void {
  const [, tag] = /(?:(?<!@sha256):(\w[\w.-]{0,127})|@sha256:[0-9a-f]{64})$/.exec(image) ?? [undefined, "latest"];
  check(scope, tag !== "latest", "image", "an image with a digest, or with a tag other than latest", image);
}

function checkResources(scope: IConstruct, { requests, limits }: Container): void {
  for (const resource of ["cpu", "memory"] as const) {
    const [request, limit] = [requests[resource], limits[resource]];
    check(scope, quantity(request) > 0, `requests.${resource}`, "a quantity such as 250m or 256Mi", request);
    check(
      scope,
      limit === undefined || quantity(limit) >= quantity(request),
      `limits.${resource}`,
      `at least the request (${request})`,
      limit,
    );
  }
}

function checkProbes(scope: IConstruct, container: Container, port: number | undefined): void {
  for (const probe of ["liveness", "readiness", "startup"] as const) {
    const hasPort = !container[probe] || Boolean(container[probe].port ?? port);
    check(scope, hasPort, `${probe}.port`, "set when the container has no ports", "none");
  }
}
