/** A proxy between Terraform and the emulator that responds as AWS does to expired credentials. */
import { createServer, type IncomingMessage, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";

const EXPIRED = "The security token included in the request is expired";

/** The content type and the body of the response, in the protocol of the service. */
function expiredAnswer({ method, headers }: IncomingMessage): [string, string] {
  if (headers["x-amz-target"] !== undefined) {
    const fault = { __type: "com.amazonaws.dynamodb#ExpiredTokenException", message: EXPIRED };
    return ["application/x-amz-json-1.0", JSON.stringify(fault)];
  }
  const fault = `<Error><Code>ExpiredToken</Code><Message>${EXPIRED}</Message></Error>`;
  return ["text/xml", method === "POST" ? `<ErrorResponse>${fault}</ErrorResponse>` : fault];
}

export class ExpiringProxy {
  /** Whether the credentials have expired. */
  expired = false;
  private readonly server: Server;

  private constructor(target: string) {
    const { hostname, port } = new URL(target);
    this.server = createServer((incoming, answer) => {
      if (this.expired) {
        const [type, text] = expiredAnswer(incoming);
        answer.writeHead(400, { "Content-Type": type });
        answer.end(text);
        return;
      }
      const { method, url, headers } = incoming;
      const outgoing = request({ hostname, port, method, path: url, headers }, (answered) => {
        answer.writeHead(answered.statusCode!, answered.headers);
        answered.pipe(answer);
      });
      outgoing.on("error", () => answer.destroy());
      incoming.pipe(outgoing);
    });
  }

  static async start(target: string): Promise<ExpiringProxy> {
    const proxy = new ExpiringProxy(target);
    await new Promise<void>((resolve) => proxy.server.listen(0, "127.0.0.1", resolve));
    return proxy;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}
