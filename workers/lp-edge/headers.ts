/**
 * Headers by which proxies behind the edge tell each other who asks and how.
 * From a visitor they are a try to be somebody else, or somewhere else.
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

/** What the mesh tells its proxies, and them alone. */
const MESH = /^(x-envoy-|x-istio-)/i;

/** What tells an attacker which software has which faults. */
const TELLTALE = ["Server", "X-AspNet-Version", "X-Powered-By"];

const SECURITY: Readonly<Record<string, string>> = {
  "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
  "X-Content-Type-Options": "nosniff",
};

/** Only where the origin does not say otherwise, because a page may have reasons. */
const CAUTION: Readonly<Record<string, string>> = {
  "Referrer-Policy": "strict-origin-when-cross-origin",
  "X-Frame-Options": "DENY",
};

/** A visitor's headers, without those that only proxies may set; the client is who Cloudflare says. */
export function forwarded(visitors: Headers): Headers {
  const headers = new Headers(visitors);
  const client = visitors.get("CF-Connecting-IP");
  drop(headers, SPOOFABLE);
  if (client) {
    headers.set("X-Forwarded-For", client);
  }
  return headers;
}

/** An answer that tells browsers to be careful, and nobody what made it. */
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
