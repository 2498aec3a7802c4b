/**
 * What the Istio gateway is to the world outside of its cluster. The stacks of
 * the way there, those in the cluster and Cloudflare's meet in these names.
 */
import type { Environment } from "../../../environments/schema/environment";
import type { CloudflareEnvironment } from "../../base/cloudflare-stack";
import { publicDomain } from "../../parts/cloudflare/public-domain";

/** Where pods of the gateway listen: for requests, and for whether they are ready, which TLS would hide. */
export const GATEWAY_PORTS = { gateway: 443, "gateway-status": 15021 };

/** What a ready pod answers on its status port. */
export const GATEWAY_READY_PATH = "/healthz/ready";

/** What visitors ask for, without the domain. */
const PUBLIC_LABELS = ["api", "app"];

/** The name Cloudflare asks for in place of a visitor's, without the domain. */
const ORIGIN = "origin";

/** What visitors ask for. */
export function publicHosts(environment: CloudflareEnvironment): string[] {
  return PUBLIC_LABELS.map((label) => `${label}.${publicDomain(environment)}`);
}

/** The name of the load balancer, in Route 53. */
export function originHost({ domain }: Environment): string {
  return `${ORIGIN}.${domain}`;
}

/**
 * What the gateway's certificate (`lp-tls-secret`) must certify. Cloudflare
 * checks it against the name a visitor asked for or that of the origin, so it
 * has both: https://developers.cloudflare.com/ssl/origin-configuration/ssl-modes/full-strict/
 *
 * cert-manager proves them by DNS-01 in the environment's Route 53 zone, with an
 * identity of its pods and no key. A name of Cloudflare's zone is proved there
 * too, where `addChallenges` leads to; its solver needs `cnameStrategy: Follow`.
 */
export function certifiedHosts(environment: CloudflareEnvironment): string[] {
  return [originHost(environment), ...publicHosts(environment)];
}
