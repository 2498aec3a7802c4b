/**
 * Headers in which proxies tell the servers behind them the client's address, host and path. The
 * worker removes them from requests, because a client could forge its identity with them.
 */
const SPOOFABLE = [
  "Forwarded",
  "True-Client-IP",
  "X-Client-IP",
  "X-Forwarded-Client-Cert",
  "X-Forwarded-For",
  "X-Forwarded-Host",
  "X-Forwarded-Port",
  "X-Forwarded-Server",
  "X-Original-URL",
  "X-Real-IP",
  "X-Rewrite-URL",
];

/** Headers that only proxies of the mesh may set or see. */
const MESH = /^(x-envoy-|x-istio-)/i;

/** Response headers that reveal which software a server runs, and so which vulnerabilities it may have. */
const TELLTALE = ["Server", "X-AspNet-Version", "X-Powered-By"];

/** Response headers that are set on every response. */
const SECURITY: Readonly<Record<string, string>> = {
  "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
  "X-Content-Type-Options": "nosniff",
};

/** Response headers that are set unless the origin sets them, because a page may need other values. */
const CAUTION: Readonly<Record<string, string>> = {
  "Referrer-Policy": "strict-origin-when-cross-origin",
  "X-Frame-Options": "DENY",
};

/** Headers of a client's request without those that only proxies may set, and with the client address that Cloudflare reports. */
export function forwarded(visitors: Headers): Headers {
  const headers = new Headers(visitors);
  const client = visitors.get("CF-Connecting-IP");
  drop(headers, SPOOFABLE);
  if (client) {
    headers.set("X-Forwarded-For", client);
  }
  return headers;
}

/** A response with security headers and without headers that reveal the origin's software. */
export function guarded(answer: Response): Response {
  const { status, statusText } = answer;
  const headers = new Headers(answer.headers);
  drop(headers, TELLTALE);
  for (const [name, value] of Object.entries(CAUTION)) {
    if (!headers.has(name)) {
      headers.set(name, value);
    }
  }
  for (const [name, value] of Object.entries(SECURITY)) {
    headers.set(name, value);
  }
  return new Response(answer.body, { status, statusText, headers });
}

function drop(headers: Headers, names: readonly string[]): void {
  for (const name of [...headers.keys()].filter((key) => MESH.test(key)).concat(names)) {
    headers.delete(name);
  }
}
