/** Between visitors and the clusters of LP: https://developers.cloudflare.com/workers/ */
import { type Edge, handle } from "./edge";

interface Context {
  /** Has the origin answer when the worker throws: what it adds is worth less than an answer. */
  passThroughOnException(): void;
}

export default {
  fetch(request: Request, edge: Edge, context: Context): Promise<Response> {
    context.passThroughOnException();
    return handle(request, edge, (forwarded) => fetch(forwarded));
  },
};
