import { expect, test, vi } from "vitest";
import { handle } from "../../workers/lp-edge/edge";
import worker from "../../workers/lp-edge/index";
import { secretsKept } from "../support/kept-secrets";

const TOKEN = "token-of-a-client";
const SESSION = "session-of-a-client";

secretsKept(() => [TOKEN, SESSION]);

const EDGE = { ENVIRONMENT: "production", VERSION: { id: "0a1b" } };

/** Request that reached the origin, and response that reached the client. */
async function through(request: Request, answer: Response): Promise<{ asked: Request; got: Response }> {
  const ask = vi.fn(async (_: Request) => answer);
  const got = await handle(request, EDGE, ask);
  return { asked: ask.mock.calls[0]![0], got };
}

const requestWith = (headers: Record<string, string>) =>
  new Request("https://api.lp-system.com/api/v2/users", { headers });

test("forwards a request with its method, headers and body", async () => {
  const request = new Request("https://api.lp-system.com/graphql?op=me", {
    method: "POST",
    headers: { Authorization: `Bearer ${TOKEN}`, "Content-Type": "application/json", Cookie: `id=${SESSION}` },
    body: '{"query":"{me}"}',
  });
  const { asked } = await through(request, new Response("{}"));

  expect([asked.method, asked.url]).toEqual(["POST", "https://api.lp-system.com/graphql?op=me"]);
  expect(asked.headers.get("Authorization")).toBe(`Bearer ${TOKEN}`);
  expect(asked.headers.get("Cookie")).toBe(`id=${SESSION}`);
  expect(await asked.text()).toBe('{"query":"{me}"}');
});

test("returns a response with its status, body and cookies", async () => {
  const headers = new Headers({ "Content-Type": "text/plain" });
  headers.append("Set-Cookie", "a=1");
  headers.append("Set-Cookie", "b=2");
  const { got } = await through(requestWith({}), new Response("made", { status: 201, statusText: "Created", headers }));

  expect([got.status, got.statusText, await got.text()]).toEqual([201, "Created", "made"]);
  expect(got.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
});

test.each([204, 304])("returns a response with status %s, which has no body", async (status) => {
  expect((await through(requestWith({}), new Response(null, { status }))).got.status).toBe(status);
});

test.each([
  "Forwarded",
  "True-Client-IP",
  "X-Envoy-Upstream-Rq-Timeout-Ms",
  "X-Forwarded-Client-Cert",
  "X-Forwarded-Host",
  "X-Original-URL",
  "X-Real-IP",
  "X-Rewrite-URL",
])("removes %s from requests of clients", async (name) => {
  const { asked } = await through(requestWith({ [name]: "spoofed" }), new Response());

  expect(asked.headers.has(name)).toBe(false);
});

test("sets the client address that Cloudflare reports, whatever the client sends", async () => {
  const spoofed = requestWith({ "X-Forwarded-For": "10.0.0.1", "CF-Connecting-IP": "203.0.113.7" });

  expect((await through(spoofed, new Response())).asked.headers.get("X-Forwarded-For")).toBe("203.0.113.7");
});

test("sets security headers", async () => {
  const { got } = await through(requestWith({}), new Response("ok"));

  expect(Object.fromEntries(got.headers)).toMatchObject({
    "strict-transport-security": "max-age=31536000; includeSubDomains",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "strict-origin-when-cross-origin",
  });
});

test("keeps framing and referrer headers of the origin, and no other security header", async () => {
  const headers = { "X-Frame-Options": "SAMEORIGIN", "Strict-Transport-Security": "max-age=0" };
  const { got } = await through(requestWith({}), new Response("ok", { headers }));

  expect(got.headers.get("X-Frame-Options")).toBe("SAMEORIGIN");
  expect(got.headers.get("Strict-Transport-Security")).toContain("max-age=31536000");
});

test.each(["Server", "X-Powered-By", "X-Envoy-Upstream-Service-Time"])("removes %s from responses", async (name) => {
  const { got } = await through(requestWith({}), new Response("ok", { headers: { [name]: "istio-envoy" } }));

  expect(got.headers.has(name)).toBe(false);
});

test("returns a WebSocket upgrade unchanged", async () => {
  const opened = { status: 101, headers: new Headers() } as Response;

  expect((await through(requestWith({ Upgrade: "websocket" }), opened)).got).toBe(opened);
});

test("answers health checks without the origin, with its version", async () => {
  const ask = vi.fn();
  const got = await handle(new Request("https://api.lp-system.com/edge-health"), EDGE, ask);

  expect(ask).not.toHaveBeenCalled();
  expect([got.status, got.headers.get("Cache-Control")]).toEqual([200, "no-store"]);
  expect(await got.json()).toEqual({ status: "ok", environment: "production", version: "0a1b" });
});

test("refuses other methods at the path of health checks", async () => {
  const ask = vi.fn();
  const head = await handle(new Request("https://api.lp-system.com/edge-health", { method: "HEAD" }), EDGE, ask);
  const post = await handle(new Request("https://api.lp-system.com/edge-health", { method: "POST" }), EDGE, ask);

  expect([head.status, await head.text()]).toEqual([200, ""]);
  expect([post.status, post.headers.get("Allow")]).toEqual([405, "GET, HEAD"]);
});

test("falls back to the origin when it throws", async () => {
  const passThroughOnException = vi.fn();
  await worker.fetch(new Request("https://api.lp-system.com/edge-health"), EDGE, { passThroughOnException });

  expect(passThroughOnException).toHaveBeenCalledOnce();
});
