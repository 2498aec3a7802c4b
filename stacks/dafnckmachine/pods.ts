/** Who the platform's pods are: what their identities in AWS, made with the cluster, and the objects inside it agree on. */
import type { DafnckmachineEnvironment } from "../../environments/dafnckmachine/environment";
import { publicDomain } from "../public-domain";

export const NAMESPACES = { agents: "dafnckmachine", api: "production", batch: "batch" } as const;

/** Also names of their service accounts. */
export const AGENTS = "agent-orchestration";
export const API = "dafnck-machine-api";

/** Where pods that the public load balancer asks listen. */
export const POD_PORTS = { gateway: 80, "gateway-status": 15021, ingress: 443 };

/** Names the API is asked by: the world's first, then the CDN's. */
export function apiHosts(environment: DafnckmachineEnvironment): [string, string] {
  return [`api.${publicDomain(environment)}`, `origin-api.${environment.domain}`];
}

/**
 * Where an authority asks for a challenge of the API's public name, and where in the
 * environment's own zone the answer is: cert-manager's pods can write nowhere else.
 */
export function apiChallenge(environment: DafnckmachineEnvironment): {
  readonly name: string;
  readonly answer: string;
} {
  const [host] = apiHosts(environment);
  return { name: `_acme-challenge.${host}`, answer: `_acme-challenge.api.${environment.domain}` };
}

/** @returns what labels may hold of an image's tag or digest */
export function versionLabel(imageTag: string): string {
  return imageTag.replace(":", "-").slice(0, 63);
}
