import { forwarded, guarded } from "./headers";

/** Bindings that the worker is deployed with. */
export interface Edge {
  readonly ENVIRONMENT: string;
  /** Version of the worker that handles the request; several may be deployed at a time. */
  readonly VERSION: { readonly id: string };
}

/** Path that the worker answers itself, which tests DNS, TLS and the worker independently of the origins. */
const HEALTH_PATH = "/edge-health";

/** Response to a request. @param ask sends a request to the origin */
export async function handle(
  request: Request,
  edge: Edge,
  ask: (request: Request) => Promise<Response>,
): Promise<Response> {
  if (new URL(request.url).pathname === HEALTH_PATH) {
    return guarded(health(request, edge));
  }
  const answer = await ask(new Request(request, { headers: forwarded(request.headers) }));
  // A response that upgrades to a WebSocket cannot be copied.
  return answer.status === 101 ? answer : guarded(answer);
}

function health({ method }: Request, { ENVIRONMENT, VERSION }: Edge): Response {
  if (method !== "GET" && method !== "HEAD") {
    return new Response(null, { status: 405, headers: { Allow: "GET, HEAD" } });
  }
  const body = JSON.stringify({ status: "ok", environment: ENVIRONMENT, version: VERSION.id });
  return new Response(method === "HEAD" ? null : body, {
    headers: { "Content-Type": "application/json", "Cache-Control": "no-store" },
  });
}
