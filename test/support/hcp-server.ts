/** The parts of HCP Terraform's API that Terraform's `cloud` block and uploads of configurations use, over TLS. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Json } from "@modules/checks/json";

interface Workspace {
  readonly id: string;
  readonly name: string;
  locked: boolean;
  /** Uploaded states, in order. */
  readonly states: string[];
}

const ACCESS = {
  "can-update": true,
  "can-lock": true,
  "can-unlock": true,
  "can-force-unlock": true,
  "can-read-state-versions": true,
  "can-create-state-versions": true,
};

/** https://developer.hashicorp.com/terraform/cloud-docs/api-docs */
export class HcpServer {
  readonly workspaces: Workspace[] = [];
  /** Uploaded configuration versions, by the name of their workspace. */
  readonly configurations: Record<string, Buffer> = {};
  /** Requests that the server does not support. */
  readonly unknown: string[] = [];
  private readonly folder = mkdtempSync(join(tmpdir(), "hcp-server-"));
  private readonly server: Server;

  private constructor() {
    const file = (name: string) => join(this.folder, name);
    const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"];
    const keys = ["-newkey", "rsa:2048", "-nodes", "-keyout", file("key.pem"), "-out", file("cert.pem"), "-days", "2"];
    spawnSync("openssl", ["req", "-x509", ...keys, ...subject]);
    const tls = { key: readFileSync(file("key.pem")), cert: readFileSync(file("cert.pem")) };
    this.server = createServer(tls, (request, answer) => void this.answer(request, answer));
  }

  static async start(): Promise<HcpServer> {
    const hcp = new HcpServer();
    await new Promise<void>((resolve) => hcp.server.listen(0, "127.0.0.1", resolve));
    writeFileSync(join(hcp.folder, "terraform.rc"), `credentials "${hcp.host}" {\n  token = "token"\n}\n`);
    return hcp;
  }

  get host(): string {
    return `localhost:${(this.server.address() as AddressInfo).port}`;
  }

  /** Environment variables that make Terraform and curl use this server in place of HCP Terraform. */
  get settings(): NodeJS.ProcessEnv {
    return {
      TF_CLOUD_HOSTNAME: this.host,
      TF_CLI_CONFIG_FILE: join(this.folder, "terraform.rc"),
      CURL_CA_BUNDLE: join(this.folder, "cert.pem"),
      SSL_CERT_FILE: join(this.folder, "cert.pem"),
    };
  }

  /** The environment of this process with the settings. */
  get env(): NodeJS.ProcessEnv {
    return { ...process.env, ...this.settings };
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private async answer(request: IncomingMessage, answer: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      chunks.push(chunk);
    }
    const body = Buffer.concat(chunks);
    const path = request.url!.replace(/\?.*/, "");
    const [status, content] = this.upload(request, path, body) ??
      this.route(request.method!, path, body.toString()) ?? [404, { errors: [{ status: "404", title: "not found" }] }];
    answer.writeHead(status, {
      "Content-Type": path.startsWith("/.well-known/") ? "application/json" : "application/vnd.api+json",
      "TFP-API-Version": "2.6",
      "TFP-AppName": "HCP Terraform",
    });
    answer.end(typeof content === "string" ? content : JSON.stringify(content));
  }

  /** Configuration versions. Their creation needs the token; the upload needs none, because its URL is secret. */
  private upload(
    { method, headers }: IncomingMessage,
    path: string,
    body: Buffer,
  ): [number, Json | string] | undefined {
    const [, workspace] = /^\/api\/v2\/workspaces\/([\w-]+)\/configuration-versions$/.exec(path) ?? [];
    if (method === "POST" && workspace) {
      const { type, attributes } = JSON.parse(body.toString()).data;
      const isRight = type === "configuration-versions" && headers["content-type"] === "application/vnd.api+json";
      const url = `https://${this.host}/configurations/${workspace}`;
      return headers.authorization === "Bearer token" && isRight
        ? [201, { data: { id: "cv-1", type, attributes: { ...attributes, status: "pending", "upload-url": url } } }]
        : [401, ""];
    }
    const [, uploaded] = /^\/configurations\/([\w-]+)$/.exec(path) ?? [];
    if (method === "PUT" && uploaded) {
      this.configurations[this.of(uploaded).name] = body;
      return [200, ""];
    }
    return undefined;
  }

  private route(method: string, path: string, body: string): [number, Json | string] | undefined {
    const named = (pattern: RegExp) => pattern.exec(path)?.[1];
    if (path === "/.well-known/terraform.json") {
      return [200, { "tfe.v2": "/api/v2/", "tfe.v2.1": "/api/v2/", "tfe.v2.2": "/api/v2/", "state.v2": "/api/v2/" }];
    }
    if (path === "/api/v2/ping") {
      return [204, ""];
    }
    if (/^\/api\/v2\/organizations\/[\w-]+\/entitlement-set$/.test(path)) {
      const attributes = { operations: true, "state-storage": true, "private-module-registry": true, teams: true };
      return [200, { data: { id: "org-1", type: "entitlement-sets", attributes } }];
    }
    const name = named(/^\/api\/v2\/organizations\/[\w-]+\/workspaces\/([\w-]+)$/);
    if (name) {
      const found = this.workspaces.find((one) => one.name === name);
      return found && [200, { data: this.workspace(found) }];
    }
    if (method === "POST" && /^\/api\/v2\/organizations\/[\w-]+\/workspaces$/.test(path)) {
      const made = {
        id: `ws-${this.workspaces.length + 1}`,
        name: JSON.parse(body).data.attributes.name,
        locked: false,
        states: [],
      };
      this.workspaces.push(made);
      return [201, { data: this.workspace(made) }];
    }
    const changed = named(/^\/api\/v2\/workspaces\/([\w-]+)$/);
    if (changed) {
      return [200, { data: this.workspace(this.of(changed)) }];
    }
    const lock = named(/^\/api\/v2\/workspaces\/([\w-]+)\/actions\/(?:un)?lock$/);
    if (lock) {
      const found = this.of(lock);
      found.locked = path.endsWith("/lock");
      return [200, { data: this.workspace(found) }];
    }
    const current = named(/^\/api\/v2\/workspaces\/([\w-]+)\/current-state-version$/);
    if (current) {
      const { states } = this.of(current);
      return states.length > 0 ? [200, { data: this.version(current, states.length - 1) }] : undefined;
    }
    const written = named(/^\/api\/v2\/workspaces\/([\w-]+)\/state-versions$/);
    if (written && method === "POST") {
      const { attributes } = JSON.parse(body).data;
      const { states } = this.of(written);
      states.push(attributes.state ? Buffer.from(attributes.state, "base64").toString() : "");
      return [201, { data: this.version(written, states.length - 1) }];
    }
    if (method === "PUT" && path.startsWith("/json-states/")) {
      return [200, ""];
    }
    const version = /^\/(?:api\/v2\/state-versions|states)\/(ws-\d+)-(\d+)$/.exec(path);
    if (version) {
      const { states } = this.of(version[1]!);
      const index = Number(version[2]);
      if (method === "PUT") {
        states[index] = body;
        return [200, ""];
      }
      return path.startsWith("/states/") ? [200, states[index]!] : [200, { data: this.version(version[1]!, index) }];
    }
    this.unknown.push(`${method} ${path}`);
    return undefined;
  }

  private of(id: string): Workspace {
    return this.workspaces.find((one) => one.id === id)!;
  }

  private workspace({ id, name, locked }: Workspace): Json {
    const attributes = {
      name,
      locked,
      operations: false,
      "execution-mode": "local",
      "terraform-version": "1.11.4",
      permissions: ACCESS,
    };
    return { id, type: "workspaces", attributes };
  }

  private version(workspace: string, index: number): Json {
    const text = this.of(workspace).states[index]!;
    const { serial = 0, lineage = "" } = text ? JSON.parse(text) : {};
    const url = `https://${this.host}/states/${workspace}-${index}`;
    const attributes = {
      serial,
      lineage,
      status: "finalized",
      md5: createHash("md5").update(text).digest("hex"),
      "hosted-state-download-url": url,
      "hosted-state-upload-url": url,
      "hosted-json-state-upload-url": url.replace("/states/", "/json-states/"),
      "resources-processed": true,
    };
    return { id: `${workspace}-${index}`, type: "state-versions", attributes };
  }
}
