/** Servers on the loopback interface, and requests through a proxy in front of them. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { createServer, type IncomingHttpHeaders, request as requestPlain, type Server } from "node:http";
import { request as requestTls } from "node:https";
import { type AddressInfo, connect as connectTcp, createServer as createTcpServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/**
 * Headers of a web socket's handshake, and the response to its key: https://www.rfc-editor.org/rfc/rfc6455#section-1.3.
 */
export const HANDSHAKE = {
  Connection: "Upgrade",
  Upgrade: "websocket",
  "Sec-WebSocket-Version": "13",
  "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
};
const ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

/** A server that responds with its name and the received headers, and echoes messages of web sockets. */
export class Backend {
  healthy = true;
  port = 0;
  readonly name: string;
  private readonly server: Server;

  constructor(name: string) {
    this.name = name;
    this.server = createServer((request, response) => {
      const status = this.healthy ? 200 : 503;
      response.writeHead(status).end(JSON.stringify({ name, headers: request.headers }));
    });
    this.server.on("upgrade", (_request, socket) => {
      const headers = ["Upgrade: websocket", "Connection: Upgrade", `Sec-WebSocket-Accept: ${ACCEPT}`];
      socket.write(`HTTP/1.1 101 Switching Protocols\r\n${headers.join("\r\n")}\r\n\r\nhello from ${name}`);
    });
  }

  /** @param port port of the server; by default a free port */
  async start(address = "127.0.0.1", port = 0): Promise<this> {
    await new Promise<void>((done) => this.server.listen(port, address, done));
    this.port = (this.server.address() as AddressInfo).port;
    return this;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

export async function freePort(): Promise<number> {
  const server = createTcpServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

/** A folder with a certificate that is valid for some days, and its key. */
export function certificateFolder(days = 2): {
  readonly folder: string;
  readonly certificate: string;
  readonly key: string;
} {
  const folder = mkdtempSync(join(tmpdir(), "proxy-"));
  const [key, certificate] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  execFileSync(
    "openssl",
    [
      ...["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", `${days}`, "-subj", "/CN=localhost"],
      ...["-keyout", key, "-out", certificate],
    ],
    { stdio: "ignore" },
  );
  return { folder, certificate: readFileSync(certificate, "utf8"), key: readFileSync(key, "utf8") };
}

/** Starts a program and waits until it listens. */
export async function startProxy(program: string, args: readonly string[], port: number): Promise<ChildProcess> {
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream!.on("data", (text) => {
      output += text;
    });
  }
  for (let tries = 0; tries < 100; tries++) {
    if (child.exitCode !== null) {
      throw new Error(`${program} has ended: ${output}`);
    }
    if (await listens(port)) {
      return child;
    }
    await new Promise((done) => setTimeout(done, 100));
  }
  child.kill();
  throw new Error(`${program} does not listen on ${port}: ${output}`);
}

function listens(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connectTcp(port, "127.0.0.1");
    socket.once("connect", () => done(true)).once("error", () => done(false));
    socket.once("connect", () => socket.destroy());
  });
}

/** Sends a request to a port of this machine, with TLS unless it is plain, and with a client certificate if there is one. */
export function ask(
  port: number,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  plain = false,
  client: { readonly cert?: string; readonly key?: string } = {},
): Promise<Answer> {
  const options = {
    host: "127.0.0.1",
    port,
    path,
    headers,
    rejectUnauthorized: false,
    agent: false as const,
    ...client,
  };
  return new Promise((done, fail) => {
    const request = (plain ? requestPlain : requestTls)(options, (response) => {
      let body = "";
      response.on("data", (text) => {
        body += text;
      });
      response.on("end", () => done({ status: response.statusCode!, headers: response.headers, body }));
    });
    request.on("upgrade", (response, socket, head) => {
      const finish = (data: Buffer) => {
        socket.destroy();
        done({ status: response.statusCode!, headers: response.headers, body: data.toString() });
      };
      if (head.length > 0) {
        finish(head);
      } else {
        socket.once("data", finish);
      }
    });
    request.on("error", fail);
    request.end();
  });
}

/** Repeats a request until the response meets the condition, for at most ten seconds. */
export async function eventually(question: () => Promise<Answer>, suits: (answer: Answer) => boolean): Promise<Answer> {
  for (let tries = 0; ; tries++) {
    const answer = await question();
    if (suits(answer) || tries === 100) {
      return answer;
    }
    await new Promise((done) => setTimeout(done, 100));
  }
}
