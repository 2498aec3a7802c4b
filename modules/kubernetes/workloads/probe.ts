import type { DeploymentV1SpecTemplateSpecContainerLivenessProbe } from "@cdktf/provider-kubernetes/lib/deployment-v1";

/**
 * A health check of a container: an HTTP request that must return a status from 200 to 399, a TCP connection, or a
 * command that must succeed.
 */
export interface Probe {
  /** Path of the request. @default none: the probe opens a TCP connection */
  readonly path?: string;

  /** Command that runs in the container, in place of a request. @default none */
  readonly command?: readonly string[];

  /** @default the first port of the container */
  readonly port?: number;

  /** Time after the start of the container. @default 0 */
  readonly initialDelaySeconds?: number;

  /** Time between two probes. @default 10 */
  readonly periodSeconds?: number;

  /** Time for a response. @default 1 */
  readonly timeoutSeconds?: number;

  /** Consecutive failures after which the probe counts as failed. @default 3 */
  readonly failureThreshold?: number;
}

/** @param port default port of the probe */
export function renderProbe(
  probe: Probe | undefined,
  port: number | undefined,
): DeploymentV1SpecTemplateSpecContainerLivenessProbe | undefined {
  if (!probe) {
    return undefined;
  }
  const { initialDelaySeconds, periodSeconds = 10, timeoutSeconds = 1, failureThreshold = 3 } = probe;
  return {
    ...renderCheck(probe, `${probe.port ?? port}`),
    initialDelaySeconds,
    periodSeconds,
    timeoutSeconds,
    failureThreshold,
  };
}

function renderCheck({ path, command }: Probe, port: string) {
  if (command) {
    return { exec: { command: [...command] } };
  }
  return path === undefined ? { tcpSocket: [{ port }] } : { httpGet: { path, port, scheme: "HTTP" } };
}
