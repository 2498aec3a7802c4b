import { forwarded, guarded } from "./headers";

/** What the worker is deployed with. */
export interface Edge {
  readonly ENVIRONMENT: string;
  /** The version that answers, of those deployed beside each other. */
  readonly VERSION: { readonly id: string };
}

/** Answered here: whether DNS, TLS and the worker are well, whatever the origins are. */
const HEALTH_PATH = "/edge-health";

/** @param ask passes a request on to the origin */
export async function handle(
  request: Request,
  edge: Edge,
  ask: (request: Request) => Promise<Response>,
): Promise<Response> {
  if (new URL(request.url).pathname === HEALTH_PATH) {
    return guarded(health(request, edge));
  }
  const answer = await ask(new Request(request, { headers: forwarded(request.headers) }));
  // A connection that became a WebSocket is nobody's to rewrite.
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
