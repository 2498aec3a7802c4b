/** HAProxy with the rendered configuration, whose addresses are replaced by ports of this machine. */
import { type ChildProcess, spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { machineProgram } from "../support/installed-programs";
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

const program = machineProgram("haproxy", "haproxy");

describe.skipIf(!program)("HAProxy", () => {
  const api = ["api1", "api2", "api3"].map((name) => new Backend(name));
  const web = ["web1", "web2"].map((name) => new Backend(name));
  let [plainPort, port] = [0, 0];
  let proxy: ChildProcess;
  let visitors = 0;

  beforeAll(async () => {
    await Promise.all([...api, ...web].map((backend) => backend.start()));
    [plainPort, port] = [await freePort(), await freePort()];
    const { folder, certificate, key } = certificateFolder();
    const pem = join(folder, "both.pem");
    writeFileSync(pem, certificate + key);
    const ports: Record<string, number> = {
      "10.0.10.10:8000": api[0]!.port,
      "10.0.10.11:8000": api[1]!.port,
      "10.0.11.10:8000": api[2]!.port,
      "10.0.10.20:3000": web[0]!.port,
      "10.0.10.21:3000": web[1]!.port,
    };
    const text = productionText("haproxy/freeagentics/haproxy.cfg")
      .replace(/^ +(chroot|user|group) .*\n/gm, "")
      .replace("bind *:80", `bind 127.0.0.1:${plainPort}`)
      .replace("bind *:443", `bind 127.0.0.1:${port}`)
      .replace("/etc/ssl/certs/freeagentics.pem", pem)
      .replace("inter 10s", "inter 200ms")
      .replace("maxconn 10000", "maxconn 500")
      // The test stands in for Cloudflare.
      .replace("acl from_cloudflare src 173.245.48.0/20", "acl from_cloudflare src 127.0.0.0/8")
      .replace(/10\.0\.1\d\.\d+:\d+/g, (address) => `127.0.0.1:${ports[address]}`);
    const file = join(folder, "haproxy.cfg");
    writeFileSync(file, text);
    const { status, stderr } = spawnSync(program!, ["-c", "-f", file], { encoding: "utf8" });
    expect([status, stderr]).toEqual([0, expect.not.stringMatching(/ALERT|WARNING/)]);
    proxy = await startProxy(program!, ["-db", "-f", file], port);
    await eventually(
      () => visit("/api/ready"),
      ({ status }) => status === 200,
    );
  });

  afterAll(() => {
    proxy?.kill();
    for (const backend of [...api, ...web]) {
      backend.stop();
    }
  });

  /** A request of a visitor through Cloudflare, which adds the visitor's address; by default a new visitor. */
  function visit(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    visitors += 1;
    return ask(port, path, { "CF-Connecting-IP": `198.51.100.${visitors}`, ...headers });
  }

  const nameOf = ({ body }: Answer): string => JSON.parse(body).name;

  test("redirects to HTTPS", async () => {
    const { status, headers } = await ask(plainPort, "/api/x", { Host: "api.freeagentics.com" }, true);

    expect([status, headers.location]).toEqual([301, "https://api.freeagentics.com/api/x"]);
  });

  test("adds security headers", async () => {
    expect((await visit("/")).headers).toMatchObject({
      "strict-transport-security": "max-age=63072000; includeSubDomains",
      "x-frame-options": "DENY",
      "x-content-type-options": "nosniff",
    });
  });

  test("sends the API, pages and web sockets to their servers", async () => {
    expect(nameOf(await visit("/api/agents"))).toMatch(/^api/);
    expect(nameOf(await visit("/v1/agents"))).toMatch(/^api/);
    expect(nameOf(await visit("/about"))).toMatch(/^web/);
    const upgraded = await visit("/ws/agents", HANDSHAKE);
    expect([upgraded.status, upgraded.body]).toEqual([101, expect.stringMatching(/^hello from api/)]);
  });

  test("sends servers the visitor's address, whatever the visitor claims", async () => {
    const { body } = await ask(port, "/api/x", { "CF-Connecting-IP": "192.0.2.7", "X-Forwarded-For": "10.0.0.1" });

    expect(JSON.parse(body).headers).toMatchObject({ "x-forwarded-for": "192.0.2.7", "x-forwarded-proto": "https" });
  });

  test("keeps a visitor with a cookie on the same server", async () => {
    const first = await visit("/api/x");
    const cookie = first.headers["set-cookie"]![0]!.split(";")[0]!;
    const answers = await Promise.all(Array.from({ length: 9 }, () => visit("/api/x", { Cookie: cookie })));
    const others = await Promise.all(Array.from({ length: 9 }, () => visit("/api/x")));

    expect(new Set(answers.map(nameOf))).toEqual(new Set([nameOf(first)]));
    expect(new Set(others.map(nameOf)).size).toBe(3);
  });

  test("refuses a visitor after a hundred requests in ten seconds, and no other visitor", async () => {
    const address = { "CF-Connecting-IP": "192.0.2.99" };
    const answers: Answer[] = [];
    for (let sent = 0; sent < 105; sent++) {
      answers.push(await ask(port, "/api/x", address));
    }

    expect(answers.slice(0, 100).every(({ status }) => status === 200)).toBe(true);
    expect(answers.at(-1)).toMatchObject({ status: 429, headers: { "x-frame-options": "DENY" } });
    expect((await visit("/api/x")).status).toBe(200);
  });

  test("leaves out an unhealthy server until it has recovered", async () => {
    const names = async () =>
      new Set(
        (await Promise.all(Array.from({ length: 12 }, () => visit("/api/x")))).map(
          ({ body }) => body && JSON.parse(body).name,
        ),
      );
    api[1]!.healthy = false;
    await new Promise((done) => setTimeout(done, 1500));
    expect([...(await names())].sort()).toEqual(["api1", "api3"]);
    api[1]!.healthy = true;
    await new Promise((done) => setTimeout(done, 1500));
    expect([...(await names())].sort()).toEqual(["api1", "api2", "api3"]);
  });
});
