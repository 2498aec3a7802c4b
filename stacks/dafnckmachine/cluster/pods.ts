/** Names, users and ports of the platform's pods, which the AWS stacks and the objects inside the cluster share. */
import type { CloudflareEnvironment } from "../../base/cloudflare-stack";
import { publicDomain } from "../../parts/cloudflare/public-domain";

export const NAMESPACES = { agents: "dafnckmachine", api: "production", batch: "batch", logging: "logging" } as const;

/** Names of the deployments, which are also the names of their service accounts. */
export const AGENTS = "agent-orchestration";
export const API = "dafnck-machine-api";

/** Id of the user and group that the platform's images run as. */
export const USER = 1001;

/** Ports of pods that receive requests from the public load balancer. */
export const POD_PORTS = { gateway: 80, "gateway-status": 15021, ingress: 443 };

/** Host names of the API: the public name first, then CloudFront's origin name. */
export function apiHosts(environment: CloudflareEnvironment): [string, string] {
  return [`api.${publicDomain(environment)}`, `origin-api.${environment.domain}`];
}

/** Host name of the API in the primary region, for its health check: it does not fail over. */
export function apiHealthHost({ domain }: CloudflareEnvironment): string {
  return `api-health.${domain}`;
}

/** Path on `apiHealthHost` to which the API's stable version responds, through the load balancer and the mesh. */
export const API_HEALTH_PATH = "/v1/health";

/** The tag or digest as a label value, which has at most 63 characters and no colon. */
export function versionLabel(imageTag: string): string {
  return imageTag.replace(":", "-").slice(0, 63);
}
