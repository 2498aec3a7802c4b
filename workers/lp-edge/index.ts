/** Worker between the clients and the clusters of LP: https://developers.cloudflare.com/workers/. */
import { type Edge, handle } from "./edge";

interface Context {
  /** Sends the request to the origin when the worker throws, because a response without the headers is better than none. */
  passThroughOnException(): void;
}

export default {
  fetch(request: Request, edge: Edge, context: Context): Promise<Response> {
    context.passThroughOnException();
    return handle(request, edge, (forwarded) => fetch(forwarded));
  },
};
