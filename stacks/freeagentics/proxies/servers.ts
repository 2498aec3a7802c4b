import type { ProxySettings } from "../../../environments/freeagentics/schema";

/** A server behind a proxy. */
export interface ProxiedServer {
  /** Unique among the servers of a backend. */
  readonly name: string;
  readonly address: string;
}

/**
 * Placeholder for the application servers: on the instances, `refresh-proxy` repeats the line with these words for each
 * server in service.
 */
const DISCOVERED: ProxiedServer = { name: "-@NAME@", address: "@ADDRESS@" };

/** API servers and web servers: those that the tier discovers, or those at the fixed addresses. */
export function serversOf({ tier, apiServers, webServers }: ProxySettings): Record<"api" | "web", ProxiedServer[]> {
  const fixed = (addresses: readonly string[]) =>
    addresses.map((address, index) => ({ name: String(index + 1), address }));
  return tier ? { api: [DISCOVERED], web: [DISCOVERED] } : { api: fixed(apiServers), web: fixed(webServers) };
}

/** Path of the CA certificate for Cloudflare's client certificates. */
export function clientCaPath(program: "haproxy" | "nginx"): string {
  return program === "haproxy" ? "/etc/haproxy/clients.pem" : "/etc/nginx/clients.pem";
}
