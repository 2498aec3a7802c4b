import type { DeploymentV1SpecTemplateSpecContainerLivenessProbe } from "@cdktf/provider-kubernetes/lib/deployment-v1";

/** A request to the container that must be answered with a status from 200 to 399, or a connection it must take. */
export interface Probe {
  /** Of the request. @default a connection is enough */
  readonly path?: string;

  /** @default the container's first port */
  readonly port?: number;

  /** @default 0 */
  readonly initialDelaySeconds?: number;

  /** @default 10 */
  readonly periodSeconds?: number;

  /** @default 1 */
  readonly timeoutSeconds?: number;

  /** Failures in a row that count. @default 3 */
  readonly failureThreshold?: number;
}

/** @param port of probes that name none */
export function renderProbe(
  probe: Probe | undefined,
  port: number | undefined,
): DeploymentV1SpecTemplateSpecContainerLivenessProbe | undefined {
  if (!probe) {
    return undefined;
  }
  const { path, initialDelaySeconds, periodSeconds = 10, timeoutSeconds = 1, failureThreshold = 3 } = probe;
  return {
    ...(path === undefined
      ? { tcpSocket: [{ port: `${probe.port ?? port}` }] }
      : { httpGet: { path, port: `${probe.port ?? port}`, scheme: "HTTP" } }),
    initialDelaySeconds,
    periodSeconds,
    timeoutSeconds,
    failureThreshold,
  };
}
