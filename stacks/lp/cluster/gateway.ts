/**
 * The Istio gateway as seen from outside its cluster: ports, host names and labels that the stacks of the load
 * balancer, the cluster and Cloudflare share.
 */
import type { Istio } from "@modules/kubernetes/charts/istio";
import type { Environment } from "../../../environments/schema/environment";
import type { CloudflareEnvironment } from "../../base/cloudflare-stack";
import { publicDomain } from "../../parts/cloudflare/public-domain";

/** Namespace and labels of the gateway's pods. */
export type GatewayPods = Pick<Istio, "namespace" | "gatewaySelector">;

/** Ports of the gateway's pods: HTTPS requests, and plain HTTP for the load balancer's health check. */
export const GATEWAY_PORTS = { gateway: 443, "gateway-status": 15021 };

/** Path of the readiness check on the status port. */
export const GATEWAY_READY_PATH = "/healthz/ready";

/** Host names that visitors use, by their first label. */
export function publicHosts(environment: CloudflareEnvironment): Readonly<Record<"api" | "app", string>> {
  const domain = publicDomain(environment);
  return { api: `api.${domain}`, app: `app.${domain}` };
}

/** Host name of the load balancer in Route 53, which Cloudflare connects to. */
export function originHost({ domain }: Environment): string {
  return `origin.${domain}`;
}

/**
 * Subject alternative names of the gateway's certificate, by their first label. Cloudflare accepts the visitor's host
 * name or the origin's, so the certificate has both:
 * https://developers.cloudflare.com/ssl/origin-configuration/ssl-modes/full-strict/
 *
 * cert-manager solves DNS-01 challenges in the environment's Route 53 zone with its pod identity instead of an access
 * key. Challenges for names in Cloudflare's zone follow the CNAME records of `addChallenges` to Route 53, so the solver
 * needs `cnameStrategy: Follow`.
 */
export function certifiedHosts(environment: CloudflareEnvironment): Readonly<Record<string, string>> {
  return { origin: originHost(environment), ...publicHosts(environment) };
}
