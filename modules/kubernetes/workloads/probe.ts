import type { DeploymentV1SpecTemplateSpecContainerLivenessProbe } from "@cdktf/provider-kubernetes/lib/deployment-v1";

/** A health check of a container: an HTTP request that must return a status from 200 to 399, or a TCP connection. */
export interface Probe {
  /** Path of the request. @default none: the probe opens a TCP connection */
  readonly path?: string;

  /** @default the first port of the container */
  readonly port?: number;

  /** Time after the start of the container. @default 0 */
  readonly initialDelaySeconds?: number;

  /** Time between two probes. @default 10 */
  readonly periodSeconds?: number;

  /** Time for an answer. @default 1 */
  readonly timeoutSeconds?: number;

  /** Consecutive failures until the probe has failed. @default 3 */
  readonly failureThreshold?: number;
}

/** @param port port of probes that have none */
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
