/** Applies that fail in the middle, with real processes, real locks and real states on the emulator. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Json } from "@modules/checks/json";
import { expect, test, vi } from "vitest";
import { emulatorEnv } from "../../commands/emulator/moto";
import { CommandError } from "../../commands/error";
import { pushState } from "../../commands/recover";
import { Journal } from "../../commands/runner/journal";
import { applyInRounds } from "../../commands/runner/rounds";
import { Session } from "../../commands/runner/session";
import { stateOf } from "../../commands/runner/stack-run";
import { release } from "../../commands/unlock";
import { EmulatedAws } from "../support/emulated-aws";
import { emptyEmulator } from "../support/emulator";
import { ExpiringProxy } from "../support/expiring-proxy";
import { printedLines } from "../support/printed";
import { providerEnv } from "../support/stand-ins";
import { SmallWorkspace } from "../support/workspaces";

const BUCKET = "states";
const TABLE = "locks";

const printed = printedLines();

let proxy: ExpiringProxy;
let aws: EmulatedAws;

emptyEmulator(
  async ({ endpoint }) => {
    proxy = await ExpiringProxy.start(endpoint);
    aws = new EmulatedAws(endpoint);
    await aws.createBucket(BUCKET);
    await aws.createTable(TABLE);
  },
  () => proxy?.stop(),
);

const env = () => emulatorEnv(proxy.endpoint);

const backend = (key: string): Json => ({
  backend: {
    s3: { bucket: BUCKET, key, region: "us-east-1", dynamodb_table: TABLE, use_lockfile: true, use_path_style: true },
  },
});

/** Two resources, of which the second is created when the file `go` exists. */
class SlowStacks extends SmallWorkspace {
  readonly key: string;

  constructor(key: string) {
    super({});
    this.key = key;
    this.enter("slow", "one");
  }

  enter(id: string, value: string, json: Json = {}): void {
    const command = `echo $PPID >"${this.file("pid")}"; echo made >>"${this.file("made")}"; while [ ! -e "${this.file("go")}" ]; do sleep 0.1; done`;
    const second = { input: value, depends_on: ["terraform_data.first"], provisioner: [{ "local-exec": { command } }] };
    const resource = { terraform_data: { first: { input: value }, second } };
    const output = { value: { value: "${terraform_data.first.output}", sensitive: true } };
    this.write(id, { value, json: { terraform: backend(`${this.key}/${id}`), resource, output, ...json } });
    if (!this.ids.includes(id)) {
      this.ids.push(id);
    }
  }

  file(name: string): string {
    return join(this.outdir, name);
  }

  go(): void {
    writeFileSync(this.file("go"), "");
  }

  session(): Session {
    return new Session(this, { env: env() });
  }

  async apply(ids: readonly string[] = ["slow"]): Promise<number> {
    await this.plan(ids);
    return applyInRounds(this.session(), ids, { autoApprove: true });
  }

  async plan(ids: readonly string[] = ["slow"], session = this.session()): Promise<void> {
    const [failed] = [...(await session.plan(ids)).values()].filter(({ status }) => status !== "done");
    if (failed?.status === "failed") {
      throw failed.error;
    }
  }

  async resources(id = "slow"): Promise<string[]> {
    const folder = this.session().folder(id);
    await folder.init();
    return ((await stateOf(folder)).resources ?? []).map(({ name }: Json) => name).sort();
  }
}

const appears = (file: string) => vi.waitFor(() => expect(existsSync(file)).toBe(true), { timeout: 60_000 });

test("continues after an apply whose processes were killed, once its lock is released", async () => {
  const stacks = new SlowStacks("killed");
  stacks.enter("later", "two");
  await stacks.plan(["slow", "later"]);
  const child = spawn(
    process.execPath,
    ["launch.cjs", "test/support/apply-program.ts", stacks.outdir, "slow", "later"],
    { env: env() },
  );
  await appears(stacks.file("pid"));
  child.kill("SIGKILL");
  process.kill(Number(readFileSync(stacks.file("pid"), "utf8")), "SIGKILL");
  await once(child, "close");
  stacks.go();

  expect(await aws.locks(TABLE)).toEqual([`${BUCKET}/killed/slow`]);
  const fault = await stacks.plan().catch((error: Error) => error.message);
  const [, lock] = /`pnpm unlock slow ([\w-]+)`/.exec(String(fault))!;
  expect(fault).toMatch(/^Error: Error acquiring the state lock/);
  await release(stacks.session(), "slow", lock!, { autoApprove: true });
  expect(await aws.locks(TABLE)).toEqual([]);
  expect(await aws.objects(BUCKET)).not.toContain("killed/slow.tflock");

  const left = new Journal(stacks.outdir, false).left();
  expect(left).toEqual(["slow", "later"]);
  await stacks.plan();
  expect(await applyInRounds(stacks.session(), left, { autoApprove: true, resume: true })).toBe(0);
  expect([await stacks.resources("slow"), await stacks.resources("later")]).toEqual([
    ["first", "second"],
    ["first", "second"],
  ]);
});

test("releases a lock of which only the row in the table or only the object is left", async () => {
  const stacks = new SlowStacks("half");
  const id = "00000000-0000-0000-0000-000000000000";
  const options = { autoApprove: true };
  await aws.lock(TABLE, `${BUCKET}/half/slow`, "somebody@example");

  expect(await release(stacks.session(), "slow", id, options)).toBe(0);
  expect(await aws.locks(TABLE)).toEqual([]);

  await aws.putObject(BUCKET, "half/slow.tflock", JSON.stringify({ ID: id, Path: `${BUCKET}/half/slow` }));
  expect(await release(stacks.session(), "slow", id, options)).toBe(0);
  expect(await aws.objects(BUCKET)).not.toContain("half/slow.tflock");
});

test("keeps a state that expired credentials could not write, and writes it once they are renewed", async () => {
  const stacks = new SlowStacks("expired");
  const applied = stacks.apply().catch((error: Error) => error);
  await appears(stacks.file("pid"));
  proxy.expired = true;
  stacks.go();

  expect(await applied).toBeInstanceOf(CommandError);
  expect(printed.join("\n")).toContain("then `pnpm recover slow`");
  expect(existsSync(join(stacks.folder("slow"), "errored.tfstate"))).toBe(true);
  await expect(stacks.plan()).rejects.toThrow("run `pnpm recover STACK` with this stack");

  proxy.expired = false;
  const info = JSON.parse(await aws.object(BUCKET, "expired/slow.tflock"));
  await release(stacks.session(), "slow", info.ID, { autoApprove: true });
  expect(await pushState(stacks.session(), "slow", undefined, { autoApprove: true })).toBe(0);
  expect(await stacks.resources()).toEqual(["first", "second"]);
  expect(await aws.locks(TABLE)).toEqual([]);
});

test("says to log in again when the credentials have expired before a plan", async () => {
  const stacks = new SlowStacks("login");
  await stacks.plan();
  proxy.expired = true;
  const fault = await stacks.plan().catch((error: Error) => error.message);
  proxy.expired = false;

  expect(fault).toMatch(/ExpiredToken[\s\S]*Log in again, such as with `aws sso login`/);
});

test("plans nothing on an older or a deleted state, and names the digest to compare", async () => {
  const stacks = new SlowStacks("older");
  stacks.go();
  await stacks.apply();
  const older = await aws.object(BUCKET, "older/slow");
  stacks.enter("slow", "changed");
  await stacks.apply();
  const newest = await aws.object(BUCKET, "older/slow");

  await aws.putObject(BUCKET, "older/slow", older);
  await expect(stacks.plan()).rejects.toThrow(
    /aws dynamodb delete-item --table-name locks --region us-east-1 --key '\{"LockID":\{"S":"states\/older\/slow-md5"\}\}'/,
  );
  await aws.deleteObject(BUCKET, "older/slow");
  await expect(stacks.plan()).rejects.toThrow("The state in the bucket is not the one that was written last");

  await aws.putObject(BUCKET, "older/slow", newest);
  await expect(stacks.plan()).resolves.toBeUndefined();
});

test("applies one of two plans that are applied at the same time", async () => {
  const all = [new SlowStacks("two"), new SlowStacks("two")];
  for (const stacks of all) {
    await stacks.plan();
  }
  const applied = all.map((stacks) => applyInRounds(stacks.session(), ["slow"], { autoApprove: true }));
  const results = Promise.allSettled(applied);
  await vi.waitFor(() => expect(all.some((stacks) => existsSync(stacks.file("made")))).toBe(true), { timeout: 60_000 });
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  for (const stacks of all) {
    stacks.go();
  }

  expect((await results).map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(all.filter((stacks) => existsSync(stacks.file("made")))).toHaveLength(1);
  expect(printed.join("\n")).toMatch(/[Ss]aved plan is stale|state .* plan/);
});

/** A provider mirror whose provider exits after some seconds while the file exists. */
function crashingProvider(crash: string): { readonly config: string; readonly version: string } | undefined {
  const given = providerEnv("stand-in")?.TF_CLI_CONFIG_FILE;
  const own = ["registry.terraform.io", "hashicorp", "tfe"].join("/");
  const source = given && join(dirname(given), own);
  if (!source || !existsSync(source)) {
    return undefined;
  }
  const [version] = readdirSync(source) as [string];
  const [platform] = readdirSync(join(source, version)) as [string];
  const name = `terraform-provider-tfe_v${version}`;
  const real = join(source, version, platform, name);
  const mirror = mkdtempSync(join(tmpdir(), "mirror-"));
  const program = join(mirror, own, version, platform, name);
  mkdirSync(dirname(program), { recursive: true });
  const script = `#!/bin/sh\n[ -e "${crash}" ] || exec "${real}" "$@"\n"${real}" "$@" & real=$!\n(sleep 4; kill -9 $real) >/dev/null 2>&1 &\nwait $real\n`;
  writeFileSync(program, script);
  chmodSync(program, 0o755);
  const config = join(mirror, "terraform.rc");
  writeFileSync(config, `provider_installation {\n  filesystem_mirror {\n    path = "${mirror}"\n  }\n}\n`);
  return { config, version };
}

test("keeps completed changes when the provider crashes, and continues with the rest", async ({ skip }) => {
  const stacks = new SlowStacks("crash");
  const crash = stacks.file("crash");
  const provider = crashingProvider(crash);
  skip(provider === undefined, "without stand-ins");
  stacks.enter("slow", "one", {
    terraform: {
      ...backend("crash/slow"),
      required_providers: { tfe: { source: "hashicorp/tfe", version: provider!.version } },
    },
    provider: { tfe: [{ token: "t" }] },
    resource: {
      terraform_data: { wait: { provisioner: [{ "local-exec": { command: `[ ! -e "${crash}" ] || sleep 7` } }] } },
      tfe_project: { main: { name: "shop", organization: "example", depends_on: ["terraform_data.wait"] } },
    },
    output: { value: { value: "${terraform_data.wait.id}" } },
  });
  const session = new Session(stacks, {
    env: { ...env(), TF_CLI_CONFIG_FILE: provider!.config, TF_PLUGIN_CACHE_DIR: mkdtempSync(join(tmpdir(), "cache-")) },
  });
  const names = async () => (await stateOf(session.folder("slow"))).resources.map(({ name }: Json) => name).sort();
  await stacks.plan(["slow"], session);
  writeFileSync(crash, "");

  await expect(applyInRounds(session, ["slow"], { autoApprove: true })).rejects.toThrow("1 of 1 stacks failed.");
  expect(printed.join("\n")).toContain("The provider crashed.");
  expect(await aws.locks(TABLE)).toEqual([]);
  rmSync(crash);
  // The project is missing or tainted, depending on the call during which the provider exited.
  expect(await names()).toContain("wait");
  await stacks.plan(["slow"], session);
  expect(await applyInRounds(session, ["slow"], { autoApprove: true })).toBe(0);
  expect(await names()).toEqual(["main", "wait"]);
});
