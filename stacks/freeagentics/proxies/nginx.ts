import { CLOUDFLARE_IPV4 } from "@modules/cloudflare/addresses";
import { type NginxDirective, nginxConf } from "@modules/config/nginx";
import type { FreeagenticsEnvironment, ProxySettings } from "../../../environments/freeagentics/schema";
import { APP_PORT } from "../aws/network";
import { hostsOf } from "../cloudflare/edge";
import { CLIENT_ADDRESS, HEALTH, HSTS, WEB_PORT } from "./limits";
import { clientCaPath, serversOf } from "./servers";

/** Folder of `cert.pem`, the certificate with its chain, and of `key.pem`, its private key. */
export const NGINX_CERTIFICATES = "/etc/nginx/ssl";

const PROXY_HEADERS = [
  "proxy_set_header Host $host",
  "proxy_set_header X-Real-IP $remote_addr",
  "proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for",
  "proxy_set_header X-Forwarded-Proto $scheme",
];

/** Directives of a proxied location. The empty Connection header keeps connections to servers open. */
const PROXY = [
  "proxy_http_version 1.1",
  'proxy_set_header Connection ""',
  ...PROXY_HEADERS,
  "proxy_connect_timeout 10s",
  "proxy_send_timeout 30s",
  "proxy_read_timeout 30s",
];

const PROXY_TO_API = ["proxy_pass http://api_backend", ...PROXY];

/** Text of `nginx.conf`. It serves the API, and with `tier` also the web application. */
export function nginx(environment: FreeagenticsEnvironment, settings: ProxySettings): string {
  const { cloudflare, domain } = environment;
  const { api, app } = hostsOf(cloudflare?.zone ?? domain);
  const { tier } = settings;
  const guard = tier && cloudflare ? [`ssl_client_certificate ${clientCaPath("nginx")}`, "ssl_verify_client on"] : [];
  return nginxConf([
    "user nginx",
    "worker_processes auto",
    "pid /run/nginx.pid",
    "error_log /var/log/nginx/error.log warn",
    // At the peak, each of 10,000 users needs a connection to Nginx and one to a server.
    "worker_rlimit_nofile 65536",
    { text: "events", block: ["worker_connections 20480"] },
    {
      text: "http",
      block: [
        "access_log /var/log/nginx/access.log",
        "server_tokens off",
        ...(cloudflare ? clientAddress() : []),
        "limit_req_zone $binary_remote_addr zone=api_limit:10m rate=100r/m",
        "limit_req_zone $binary_remote_addr zone=auth_limit:10m rate=20r/m",
        "limit_req_status 429",
        ...upstreams(settings),
        {
          text: "server",
          block: ["listen 80", `server_name ${tier ? `${api} ${app}` : api}`, "return 301 https://$host$request_uri"],
        },
        ...(tier ? [REFUSAL] : []),
        server(api, ["return 404"], guard),
        ...(tier ? [server(app, ["proxy_pass http://web_backend", ...PROXY], guard)] : []),
      ],
    },
  ]);
}

/** Directives that replace the address of Cloudflare's server by the visitor's, for the limits and `ip_hash`. */
function clientAddress(): string[] {
  return [`real_ip_header ${CLIENT_ADDRESS}`, ...CLOUDFLARE_IPV4.map((cidr) => `set_real_ip_from ${cidr}`)];
}

/** Server block that closes connections for other hosts without a response. */
const REFUSAL: NginxDirective = {
  text: "server",
  block: ["listen 443 ssl default_server", "ssl_reject_handshake on", "return 444"],
};

function upstreams(settings: ProxySettings): NginxDirective[] {
  const { api, web } = serversOf(settings);
  return [
    {
      text: "upstream api_backend",
      block: [
        "least_conn",
        ...api.map(({ address }) => `server ${address}:${APP_PORT} max_fails=3 fail_timeout=30s`),
        "keepalive 32",
      ],
    },
    {
      text: "upstream websocket_backend",
      block: ["ip_hash", ...api.map(({ address }) => `server ${address}:${APP_PORT}`)],
    },
    ...(settings.tier
      ? [
          {
            text: "upstream web_backend",
            block: [...web.map(({ address }) => `server ${address}:${WEB_PORT}`), "keepalive 32"],
          },
        ]
      : []),
  ];
}

/** A server block with the given locations. */
function server(host: string, pages: readonly string[], guard: readonly string[]): NginxDirective {
  return {
    text: "server",
    block: [
      "listen 443 ssl",
      "http2 on",
      `server_name ${host}`,
      `ssl_certificate ${NGINX_CERTIFICATES}/cert.pem`,
      `ssl_certificate_key ${NGINX_CERTIFICATES}/key.pem`,
      ...guard,
      "ssl_protocols TLSv1.2 TLSv1.3",
      "ssl_ciphers HIGH:!aNULL:!MD5",
      "ssl_prefer_server_ciphers on",
      "ssl_session_cache shared:SSL:10m",
      "ssl_session_timeout 10m",
      `add_header Strict-Transport-Security "${HSTS}" always`,
      'add_header X-Frame-Options "DENY" always',
      'add_header X-Content-Type-Options "nosniff" always',
      // The value disables a filter that current browsers no longer have, and whose last versions leaked data.
      'add_header X-XSS-Protection "0" always',
      'add_header Referrer-Policy "strict-origin-when-cross-origin" always',
      { text: "location /api/", block: ["limit_req zone=api_limit burst=20 nodelay", ...PROXY_TO_API] },
      { text: "location /api/v1/auth/", block: ["limit_req zone=auth_limit burst=5 nodelay", ...PROXY_TO_API] },
      {
        text: "location /ws/",
        block: [
          "proxy_pass http://websocket_backend",
          "proxy_http_version 1.1",
          "proxy_set_header Upgrade $http_upgrade",
          'proxy_set_header Connection "upgrade"',
          ...PROXY_HEADERS,
          // The timeout cannot exceed 75 s.
          "proxy_connect_timeout 60s",
          "proxy_send_timeout 7d",
          "proxy_read_timeout 7d",
        ],
      },
      { text: `location = ${HEALTH}`, block: [...PROXY_TO_API, "access_log off"] },
      { text: "location /", block: pages },
    ],
  };
}
