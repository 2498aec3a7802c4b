/** Who the platform's pods are: what their identities in AWS, made with the cluster, and the objects inside it agree on. */
import type { CloudflareEnvironment } from "../../base/cloudflare-stack";
import { publicDomain } from "../../parts/cloudflare/public-domain";

export const NAMESPACES = { agents: "dafnckmachine", api: "production", batch: "batch", logging: "logging" } as const;

/** Also names of their service accounts. */
export const AGENTS = "agent-orchestration";
export const API = "dafnck-machine-api";

/** The user and group that own the program in the platform's images. */
export const USER = 1001;

/** Where pods that the public load balancer asks listen. */
export const POD_PORTS = { gateway: 80, "gateway-status": 15021, ingress: 443 };

/** Names the API is asked by: the world's first, then the CDN's. */
export function apiHosts(environment: CloudflareEnvironment): [string, string] {
  return [`api.${publicDomain(environment)}`, `origin-api.${environment.domain}`];
}

/** @returns what labels may hold of an image's tag or digest */
export function versionLabel(imageTag: string): string {
  return imageTag.replace(":", "-").slice(0, 63);
}
