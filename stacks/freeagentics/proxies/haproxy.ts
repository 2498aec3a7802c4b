import { CLOUDFLARE_IPV4 } from "@modules/cloudflare/addresses";
import { type HaproxySection, haproxyCfg } from "@modules/config/haproxy";
import type { FreeagenticsEnvironment, ProxySettings } from "../../../environments/freeagentics/schema";
import { APP_PORT } from "../aws/network";
import { hostsOf } from "../cloudflare/edge";
import { CLIENT_ADDRESS, HEALTH, HSTS, WEB_PORT } from "./limits";
import { clientCaPath, type ProxiedServer, serversOf } from "./servers";

/** File with the certificate, its chain and its private key. */
export const HAPROXY_CERTIFICATE = "/etc/ssl/certs/freeagentics.pem";

const GLOBAL: HaproxySection = {
  kind: "global",
  lines: [
    "log 127.0.0.1:514 local0",
    "chroot /var/lib/haproxy",
    "user haproxy",
    "group haproxy",
    // The limit is for client connections: at the peak, 10,000 users have one connection each.
    "maxconn 10000",
    "tune.ssl.default-dh-param 2048",
    "ssl-default-bind-options ssl-min-ver TLSv1.2",
  ],
};

const DEFAULTS: HaproxySection = {
  kind: "defaults",
  lines: [
    "mode http",
    "log global",
    "option httplog",
    "option dontlognull",
    "timeout connect 5000ms",
    "timeout client 50000ms",
    "timeout server 50000ms",
    "timeout http-request 10s",
    // Web sockets can be idle for longer than requests.
    "timeout tunnel 7d",
    "timeout client-fin 30s",
    "default-server inter 10s fall 3 rise 2",
  ],
};

/** Text of `haproxy.cfg`. */
export function haproxy({ cloudflare }: FreeagenticsEnvironment, settings: ProxySettings): string {
  const { api, web } = serversOf(settings);
  const servers = (kind: string, list: readonly ProxiedServer[], port: number, sticky = false) =>
    list.map(({ name, address }) => {
      const id = `${kind}${name}`;
      return `server ${id} ${address}:${port} check${sticky ? ` cookie ${id}` : ""}`;
    });
  // All Cloudflare customers share the client certificate, but only this zone sends requests for these hosts.
  const guarded = settings.tier && cloudflare;
  const clients = guarded ? ` ca-file ${clientCaPath("haproxy")} verify required` : "";
  const hosts = guarded ? Object.values(hostsOf(cloudflare.zone)).join(" ") : "";
  return haproxyCfg([
    GLOBAL,
    DEFAULTS,
    {
      kind: "frontend",
      name: "https_front",
      lines: [
        "bind *:80",
        `bind *:443 ssl crt ${HAPROXY_CERTIFICATE} alpn h2,http/1.1${clients}`,
        // `http-after-response` also adds the headers to responses that HAProxy itself generates, unlike
        // `http-response`.
        `http-after-response set-header Strict-Transport-Security "${HSTS}"`,
        'http-after-response set-header X-Frame-Options "DENY"',
        'http-after-response set-header X-Content-Type-Options "nosniff"',
        ...(cloudflare
          ? [
              ...CLOUDFLARE_IPV4.map((cidr) => `acl from_cloudflare src ${cidr}`),
              // Otherwise all visitors behind one Cloudflare server would share a limit.
              `http-request set-src req.hdr(${CLIENT_ADDRESS}) if from_cloudflare { req.hdr(${CLIENT_ADDRESS}) -m found }`,
            ]
          : []),
        "stick-table type ip size 100k expire 30s store http_req_rate(10s)",
        "http-request track-sc0 src",
        "http-request deny deny_status 429 if { sc_http_req_rate(0) gt 100 }",
        "http-request redirect scheme https code 301 unless { ssl_fc }",
        ...(guarded ? [`http-request deny deny_status 404 unless { req.hdr(host),host_only -m str -i ${hosts} }`] : []),
        // The header is replaced, because clients can forge it.
        "http-request set-header X-Forwarded-For %[src]",
        "http-request set-header X-Forwarded-Proto https",
        "acl is_api path_beg /api /v1",
        "acl is_websocket hdr(Upgrade) -i WebSocket",
        "use_backend websocket_back if is_websocket",
        "use_backend api_back if is_api",
        "default_backend web_back",
      ],
    },
    {
      kind: "backend",
      name: "api_back",
      lines: [
        "balance roundrobin",
        `option httpchk GET ${HEALTH}`,
        // The cookie sends a client to the same server, for operations that keep state there.
        "cookie SERVERID insert indirect nocache httponly secure",
        ...servers("api", api, APP_PORT, true),
      ],
    },
    {
      kind: "backend",
      name: "websocket_back",
      lines: ["balance source", "option http-server-close", ...servers("ws", api, APP_PORT)],
    },
    {
      kind: "backend",
      name: "web_back",
      lines: ["balance roundrobin", "option httpchk GET /", ...servers("web", web, WEB_PORT)],
    },
  ]);
}
