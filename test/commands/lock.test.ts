import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { disableStackTraces } from "@modules/checks/stack-traces";
import { expect, test } from "vitest";
import { lock } from "../../commands/lock";
import { StackFolder } from "../../commands/runner/folder";
import { FakeWorkspace } from "../support/fake-terraform";
import { printedLines } from "../support/printed";
import { withPrograms } from "../support/programs";

disableStackTraces();
const printed = printedLines();

const AWS = { source: "aws", version: "6.25.0" };
const CLOUDFLARE = { source: "cloudflare/cloudflare", version: "5.13.0" };

const block = (name: string, version: string) => `provider "registry.terraform.io/${name}" {
  version     = "${version}"
  constraints = "${version}"
  hashes = [
    "h1:${name}",
    "zh:${name}",
  ]
}
`;
const HEAD = "# This file is maintained automatically.\n\n";
const ALL = `${HEAD}${block("cloudflare/cloudflare", "5.13.0")}\n${block("hashicorp/aws", "6.25.0")}`;

/** Stacks with these providers, and the name of a new file for the checksums of all. */
function stacksWith(providers: Record<string, object>) {
  const workspace = new FakeWorkspace(Object.fromEntries(Object.keys(providers).map((id) => [id, {}])));
  for (const [id, required_providers] of Object.entries(providers)) {
    writeFileSync(join(workspace.path(id), "cdk.tf.json"), JSON.stringify({ terraform: { required_providers } }));
  }
  return { workspace, file: join(mkdtempSync(join(tmpdir(), "locked-")), "terraform.lock.hcl") };
}

/** Terraform that keeps a lock file, as `init` does, and writes its arguments and configuration to `calls`. */
function terraform(workspace: FakeWorkspace, lockScript: string, variables: NodeJS.ProcessEnv = {}) {
  const script = `case "$1" in
  init) [ -e .terraform.lock.hcl ] || echo own >.terraform.lock.hcl ;;
  providers) echo "$*" >>"$CALLS"; cat providers.tf.json >>"$CALLS"; ${lockScript} ;;
esac`;
  const env = { ...withPrograms({ terraform: script }), HOME: workspace.outdir, CALLS: workspace.env.CALLS };
  return { ...env, TF_CLI_CONFIG_FILE: "", ...variables };
}

const lockFile = (workspace: FakeWorkspace, id: string) => join(workspace.path(id), ".terraform.lock.hcl");

async function initialized(workspace: FakeWorkspace, id: string, file: string, env: NodeJS.ProcessEnv) {
  await new StackFolder(id, { outdir: workspace.outdir, env, lockedProviders: file }).init();
  return readFileSync(lockFile(workspace, id), "utf8");
}

test("asks once for the checksums of all stacks' providers, for every platform", async () => {
  const { workspace, file } = stacksWith({ data: { aws: AWS }, edge: { aws: AWS, cloudflare: CLOUDFLARE } });
  writeFileSync(lockFile(workspace, "data"), "former");
  const env = terraform(workspace, `printf '%s' '${ALL}' >.terraform.lock.hcl`);

  expect(await lock({}, { ...workspace, env }, file)).toBe(0);
  const [call, configuration, ...others] = readFileSync(env.CALLS!, "utf8").trim().split("\n");
  expect(call).toBe(
    "providers lock -platform=linux_amd64 -platform=linux_arm64 -platform=darwin_amd64 -platform=darwin_arm64 -platform=windows_amd64 -no-color",
  );
  expect(JSON.parse(configuration!)).toEqual({
    terraform: { required_providers: { aws: AWS, cloudflare: CLOUDFLARE } },
  });
  expect(others).toEqual([]);
  expect(readFileSync(file, "utf8")).toBe(ALL);
  expect(existsSync(lockFile(workspace, "data"))).toBe(false);
});

test("gives each stack the checksums of its own providers", async () => {
  const { workspace, file } = stacksWith({ data: { aws: AWS }, edge: { aws: AWS, cloudflare: CLOUDFLARE } });
  writeFileSync(file, ALL);
  const env = terraform(workspace, "exit 1");

  expect(await initialized(workspace, "data", file, env)).toBe(block("hashicorp/aws", "6.25.0"));
  expect(await initialized(workspace, "edge", file, env)).toBe(ALL.slice(HEAD.length));
});

test("gives a stack no checksums of another version, and keeps a lock file that is there", async () => {
  const { workspace, file } = stacksWith({ newer: { aws: { ...AWS, version: "6.26.0" } }, planned: { aws: AWS } });
  writeFileSync(file, ALL);
  writeFileSync(lockFile(workspace, "planned"), "of the plan");
  const env = terraform(workspace, "exit 1");

  expect(await initialized(workspace, "newer", file, env)).toBe("own\n");
  expect(await initialized(workspace, "planned", file, env)).toBe("of the plan");
});

test.each(["filesystem_mirror", "dev_overrides"])(
  "says once that a %s takes the place of the registry",
  async (name) => {
    const { workspace, file } = stacksWith({ data: { aws: AWS }, more: { aws: AWS } });
    writeFileSync(file, ALL);
    const settings = join(workspace.outdir, "settings.tfrc");
    writeFileSync(settings, `provider_installation {\n  ${name} {\n  }\n}\n`);
    const env = terraform(workspace, "exit 1", { TF_CLI_CONFIG_FILE: settings });

    expect(await initialized(workspace, "data", file, env)).toBe("own\n");
    expect(await initialized(workspace, "more", file, env)).toBe("own\n");
    expect(printed).toEqual([
      `${file}: not used, because Terraform's ${name} may provide other files than the registry`,
    ]);
  },
);

test("fails with one line when the registry does not answer, and leaves the file as it is", async () => {
  const { workspace, file } = stacksWith({ data: { aws: AWS } });
  writeFileSync(file, ALL);
  const env = terraform(workspace, "echo 'Error: no such host' >&2; exit 1");

  expect(await lock({}, { ...workspace, env }, file)).toBe(1);
  expect(printed).toEqual([expect.stringMatching(/not written, because the registry must answer.*no such host/)]);
  expect(readFileSync(file, "utf8")).toBe(ALL);
});

test("says which providers the file lacks, and asks no registry", async () => {
  const { workspace, file } = stacksWith({ data: { aws: AWS }, edge: { cloudflare: CLOUDFLARE } });
  const check = () => lock({ check: true }, { ...workspace, env: terraform(workspace, "exit 1") }, file);

  expect(await check()).toBe(1);
  expect(printed.splice(0)).toEqual([
    `${file}: must hold the checksums of all providers, so that all machines get the same, got no file; run \`pnpm lock\` and commit the file`,
  ]);
  writeFileSync(file, `${HEAD}${block("hashicorp/aws", "6.24.0")}`);
  expect(await check()).toBe(1);
  expect(printed.splice(0).join("\n").split("\n")).toEqual([
    `${file}: must hold checksums of aws 6.25.0, got those of 6.24.0; run \`pnpm lock\` and commit the file`,
    `${file}: must hold checksums of cloudflare/cloudflare 5.13.0, got none; run \`pnpm lock\` and commit the file`,
  ]);
  writeFileSync(file, ALL);
  expect(await check()).toBe(0);
});

test("fails when stacks want different versions of a provider", async () => {
  const { workspace, file } = stacksWith({ data: { aws: AWS }, edge: { aws: { ...AWS, version: "6.26.0" } } });

  await expect(lock({}, { ...workspace, env: terraform(workspace, "exit 0") }, file)).rejects.toThrow(
    "edge: aws must be aws 6.25.0 as in other stacks, got aws 6.26.0; use one version of a provider",
  );
});

test("plans for HCP Terraform without the registry, and says what its lock file lacks", async () => {
  const { workspace, file } = stacksWith({ data: {} });
  const cloud = { terraform: { cloud: { workspaces: { name: "data" } }, required_providers: { aws: AWS } } };
  writeFileSync(join(workspace.path("data"), "cdk.tf.json"), JSON.stringify(cloud));
  const { platform } = process;
  Object.defineProperty(process, "platform", { value: "darwin" });
  try {
    expect(await initialized(workspace, "data", file, terraform(workspace, "exit 1"))).toBe("own\n");
  } finally {
    Object.defineProperty(process, "platform", { value: platform });
  }
  expect(printed).toEqual([expect.stringContaining("no checksums for Linux")]);
});
