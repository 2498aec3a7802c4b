import type { ProxySettings } from "../../../environments/freeagentics/schema";

/** A server behind a proxy. */
export interface ProxiedServer {
  /** Unique among the servers of a backend. */
  readonly name: string;
  readonly address: string;
}

/**
 * Stands for every application server: the program `refresh-proxy` of the instances repeats the line of a configuration
 * with these words for each server in service.
 */
const DISCOVERED: ProxiedServer = { name: "-@NAME@", address: "@ADDRESS@" };

/** Servers of the API and of the pages: those that the tier discovers, or those at the fixed addresses. */
export function serversOf({ tier, apiServers, webServers }: ProxySettings): Record<"api" | "web", ProxiedServer[]> {
  const fixed = (addresses: readonly string[]) =>
    addresses.map((address, index) => ({ name: String(index + 1), address }));
  return tier ? { api: [DISCOVERED], web: [DISCOVERED] } : { api: fixed(apiServers), web: fixed(webServers) };
}

/** File with the CA of the client certificate that Cloudflare presents to a proxy. */
export function clientCaPath(program: "haproxy" | "nginx"): string {
  return program === "haproxy" ? "/etc/haproxy/clients.pem" : "/etc/nginx/clients.pem";
}
