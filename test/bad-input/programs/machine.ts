/**
 * Machines without packages, room, permissions, programs, credentials or the right Node. Cases import commands when
 * they run, because `ways.test.ts`, which only counts cases, would load them otherwise.
 */
import { chmodSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { vi } from "vitest";
import { packageManager } from "../../../package.json";
import { hideAwsCredentials } from "../../support/credentials";
import {
  copyLauncher,
  folderWith,
  launch,
  launchedBy,
  newFolder,
  type Outcome,
  ROOT,
  repositoryWith,
  start,
} from "../../support/launched";
import { withPrograms } from "../../support/programs";
import { failure, type ProgramCase } from "./case";
import { refusalAfter, replaceByFile, synthesis, writableFolder } from "./synthesis";

/** Runs `pnpm synth` below a workspace with the settings of this repository, in which nothing is installed. */
function pnpm(below: string): Outcome {
  const folder = folderWith({
    "package.json": JSON.stringify({ scripts: { synth: "node main.cjs" }, dependencies: { local: "link:./local" } }),
    "local/package.json": JSON.stringify({ name: "local" }),
    "local/index.js": 'module.exports = "synthesized";',
    "main.cjs": 'console.log(require("local"));',
    "stacks/README.md": "",
    "pnpm-workspace.yaml": readFileSync(join(ROOT, "pnpm-workspace.yaml"), "utf8"),
  });
  // pnpm, which may run the tests, tells the scripts that it starts to install nothing.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^p?npm_/i.test(name)));
  const { status, lines } = start(join(folder, below), "npx", ["-y", packageManager, "--silent", "synth"], { env });
  return { status, lines: lines.slice(-1) };
}

const NOWHERE = { ...process.env, PATH: "/nowhere" };

export const MACHINE: readonly ProgramCase[] = [
  [
    "no packages, and the program is started without pnpm",
    () => {
      const folder = newFolder();
      copyLauncher(folder);
      return launch({ "main.ts": "" }, join(folder, "launch.cjs"));
    },
    { status: 1, lines: [`Cannot find module 'esbuild'; run: npx -y ${packageManager} install`] },
  ],
  ["no packages, and pnpm starts the program", () => pnpm("."), { status: 0, lines: ["synthesized"] }],
  [
    "one package is gone",
    () => start(repositoryWith({ "main.ts": 'import "cdktf";' }), process.execPath, ["launch.cjs", "main.ts"]),
    { status: 1, lines: [`Cannot find module 'cdktf'; run: npx -y ${packageManager} install`] },
  ],
  [
    "a read-only output folder",
    () => refusalAfter((outdir) => chmodSync(outdir, 0o555)),
    {
      status: 1,
      lines: [
        "FOLDER/out: must be a folder that can be written, got EACCES: permission denied, mkdir 'FOLDER/out/.writing-PROCESS'; choose another with CDKTF_OUTDIR, or make it writable; the previous files are unchanged",
      ],
    },
  ],
  [
    "a read-only folder of one stack",
    () => refusalAfter((outdir) => chmodSync(join(outdir, "stacks/dns"), 0o555)),
    {
      status: 1,
      lines: [
        "FOLDER/out: must be a folder that can be written, got EACCES: permission denied, access 'FOLDER/out/stacks/dns'; choose another with CDKTF_OUTDIR, or make it writable; the previous files are unchanged",
      ],
    },
  ],
  [
    "an output folder that is a file",
    () => refusalAfter(replaceByFile),
    {
      status: 1,
      lines: [
        "FOLDER/out: must be a folder that can be written, got EEXIST: file already exists, mkdir 'FOLDER/out'; delete the file there; the previous files are unchanged",
      ],
    },
  ],
  [
    "a stack's folder that is a file",
    () => refusalAfter((outdir) => replaceByFile(join(outdir, "stacks/dns"))),
    {
      status: 1,
      lines: [
        "FOLDER/out: must be a folder that can be written, got EEXIST: file already exists, mkdir 'FOLDER/out/stacks/dns'; delete the file there; the previous files are unchanged",
      ],
    },
  ],
  [
    "a full disk",
    () => refusalAfter(() => {}, { mistake: "full disk" }),
    {
      status: 1,
      lines: [
        "FOLDER/out: must be a folder that can be written, got ENOSPC: no space left on device, write; free some space; the previous files are unchanged",
      ],
    },
  ],
  [
    "an output folder below one that does not exist",
    () => synthesis(writableFolder(), { outdir: "no/such/out" }),
    { status: 0, lines: ["no/such/out/manifest.json", "no/such/out/stacks/dns/cdk.tf.json"] },
  ],
  [
    "Node 16",
    () => launchedBy("16.20.2"),
    { status: 1, lines: ["Node must be 20.19 or newer, got 16.20.2; install it from https://nodejs.org"] },
  ],
  [
    "a Node 20 that is too old",
    () => launchedBy("20.10.0"),
    { status: 1, lines: ["Node must be 20.19 or newer, got 20.10.0; install it from https://nodejs.org"] },
  ],
  [
    "no Terraform for a plan",
    () => {
      vi.stubEnv("PATH", "/nowhere");
      vi.stubEnv("AWS_ACCESS_KEY_ID", "key");
      return failure(async () =>
        (await import("../../../commands/plan")).plan(["lp-production-network"], { dayZero: true }),
      );
    },
    {
      status: 1,
      lines: [
        "terraform must run, got: terraform was not found: install Terraform 1.11 or newer: https://developer.hashicorp.com/terraform/install",
        "`pnpm diagnose` checks again.",
      ],
    },
  ],
  [
    "no Terraform for a bootstrap",
    () => {
      const s3 = { bucket: "shop-state", key: "bootstrap.tfstate", kms_key_id: "arn:key" };
      const folder = folderWith({ "cdk.tf.json": JSON.stringify({ terraform: { backend: { s3 } } }) });
      return failure(async () =>
        (await import("../../../commands/bootstrap")).bootstrapState(folder, { env: NOWHERE }),
      );
    },
    {
      status: 1,
      lines: [
        "terraform was not found: install Terraform 1.11 or newer: https://developer.hashicorp.com/terraform/install",
      ],
    },
  ],
  [
    "no Python for the emulator",
    () => {
      vi.stubEnv("PATH", "/nowhere");
      return failure(async () =>
        (await import("../../../commands/emulator/moto")).motoServer(join(newFolder(), "venv")),
      );
    },
    {
      status: 1,
      lines: ["python3 was not found: install Python 3.9 or newer with venv: https://www.python.org/downloads/"],
    },
  ],
  ["a start in a folder below", () => pnpm("stacks"), { status: 0, lines: ["synthesized"] }],
  [
    "a path with a space and an accent",
    () =>
      start(repositoryWith({ "main.ts": "console.log(__dirname)" }, "path é-"), process.execPath, [
        "launch.cjs",
        "main.ts",
      ]),
    { status: 0, lines: ["FOLDER"] },
  ],
  [
    "no credentials",
    () => {
      hideAwsCredentials();
      vi.stubEnv("PATH", withPrograms({ terraform: `echo '{"terraform_version":"1.11.4"}'` }).PATH);
      return failure(async () =>
        (await import("../../../commands/plan")).plan(["lp-production-network"], { dayZero: true }),
      );
    },
    {
      status: 1,
      lines: [
        "AWS credentials must be available, got none; log in, such as with `aws sso login`, and set AWS_PROFILE to the profile",
        "`pnpm diagnose` checks again.",
      ],
    },
  ],
];
