import { CLOUDFLARE_IPV4 } from "@modules/cloudflare/addresses";
import { type NginxDirective, nginxConf } from "@modules/config/nginx";
import type { FreeagenticsEnvironment, ProxySettings } from "../../../environments/freeagentics/schema";
import { APP_PORT } from "../aws/network";
import { hostsOf } from "../cloudflare/edge";
import { CLIENT_ADDRESS, HEALTH, HSTS } from "./limits";

const PROXY_HEADERS = [
  "proxy_set_header Host $host",
  "proxy_set_header X-Real-IP $remote_addr",
  "proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for",
  "proxy_set_header X-Forwarded-Proto $scheme",
];

/** Connections to the API are kept open, which an empty Connection header allows. */
const PROXY_TO_API = [
  "proxy_pass http://api_backend",
  "proxy_http_version 1.1",
  'proxy_set_header Connection ""',
  ...PROXY_HEADERS,
  "proxy_connect_timeout 10s",
  "proxy_send_timeout 30s",
  "proxy_read_timeout 30s",
];

/** Text of `nginx.conf` for proxies in front of the API's servers at fixed addresses. */
export function nginx(environment: FreeagenticsEnvironment, { apiServers }: ProxySettings): string {
  const { cloudflare, domain } = environment;
  const host = hostsOf(cloudflare?.zone ?? domain).api;
  return nginxConf([
    "user nginx",
    "worker_processes auto",
    "pid /run/nginx.pid",
    "error_log /var/log/nginx/error.log warn",
    // Two connections for each of 10,000 users at the peak.
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
        ...upstreams(apiServers),
        { text: "server", block: ["listen 80", `server_name ${host}`, "return 301 https://$host$request_uri"] },
        server(host),
      ],
    },
  ]);
}

/** The limits and `ip_hash` count visitors instead of the servers of Cloudflare. */
function clientAddress(): string[] {
  return [`real_ip_header ${CLIENT_ADDRESS}`, ...CLOUDFLARE_IPV4.map((cidr) => `set_real_ip_from ${cidr}`)];
}

function upstreams(apiServers: readonly string[]): NginxDirective[] {
  return [
    {
      text: "upstream api_backend",
      block: [
        "least_conn",
        ...apiServers.map((address) => `server ${address}:${APP_PORT} max_fails=3 fail_timeout=30s`),
        "keepalive 32",
      ],
    },
    {
      text: "upstream websocket_backend",
      block: ["ip_hash", ...apiServers.map((address) => `server ${address}:${APP_PORT}`)],
    },
  ];
}

function server(host: string): NginxDirective {
  return {
    text: "server",
    block: [
      "listen 443 ssl",
      "http2 on",
      `server_name ${host}`,
      "ssl_certificate /etc/nginx/ssl/cert.pem",
      "ssl_certificate_key /etc/nginx/ssl/key.pem",
      "ssl_protocols TLSv1.2 TLSv1.3",
      "ssl_ciphers HIGH:!aNULL:!MD5",
      "ssl_prefer_server_ciphers on",
      "ssl_session_cache shared:SSL:10m",
      "ssl_session_timeout 10m",
      `add_header Strict-Transport-Security "${HSTS}" always`,
      'add_header X-Frame-Options "DENY" always',
      'add_header X-Content-Type-Options "nosniff" always',
      // Browsers have removed the filter that the header turned on; its last versions leaked data.
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
          // The kernel gives up after 75 s at the latest.
          "proxy_connect_timeout 60s",
          "proxy_send_timeout 7d",
          "proxy_read_timeout 7d",
        ],
      },
      { text: `location = ${HEALTH}`, block: [...PROXY_TO_API, "access_log off"] },
      { text: "location /", block: ["return 404"] },
    ],
  };
}
