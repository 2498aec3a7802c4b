import { existsSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { execa, type ResultPromise } from "execa";
import { CommandError } from "../error";
import { run } from "../run";
import { pluginCache } from "../runner/environment";
import { pathOf } from "../runner/machine";

const VERSION = "5.2.1";
/** Folder with a file that Python imports when it starts. */
const SITE = resolve("commands", "emulator", "python");
const VENV = join("node_modules", ".cache", "moto");

export interface Emulator {
  readonly endpoint: string;
  /** Environment variables that point Terraform and the AWS CLI to the emulator, and away from real accounts. */
  readonly env: NodeJS.ProcessEnv;
  stop(): Promise<void>;
}

/**
 * Starts moto, an emulator of AWS in memory, on a free port of this machine.
 *
 * @param accountId account of the resources that it creates
 * @throws CommandError when moto is missing and cannot be installed
 */
export async function startEmulator(accountId: string): Promise<Emulator> {
  const [command, args] = kept([await motoServer(), "-H", "127.0.0.1", "-p", "0"]);
  const server = execa(command, args, {
    ...OPTIONS,
    env: {
      MOTO_ACCOUNT_ID: accountId,
      MOTO_IAM_LOAD_MANAGED_POLICIES: "true",
      PYTHONPATH: [SITE, process.env.PYTHONPATH].filter(Boolean).join(delimiter),
    },
    // The terminal sends Ctrl-C to its own group only, so that Terraform can end before the emulator does.
    detached: hasShell,
  });
  const endpoint = await listening(server);
  return { endpoint, env: emulatorEnv(endpoint), stop: () => stop(server) };
}

/** The output is read as it comes and not kept. */
const OPTIONS = { all: true, buffer: false, reject: false, stdin: "pipe" } as const;

type Server = ResultPromise<typeof OPTIONS>;

/** Ends a program when the pipe to the shell closes, which happens however the process at its other end ends. */
const KEEPER =
  'exec 3<&0; "$0" "$@" </dev/null & program=$!; (cat <&3; kill "$program") >/dev/null 2>&1 & wait "$program"';

const hasShell = process.platform !== "win32";

/** The command line that runs a program no longer than this process. Without a shell it ends when it is stopped. */
function kept([program, ...args]: readonly [string, ...string[]]): [string, string[]] {
  return hasShell ? ["sh", ["-c", KEEPER, program, ...args]] : [program, args];
}

/**
 * Path of moto_server: on the PATH, or in a virtual environment that is created on first use.
 *
 * @param platform one of Node's names. Virtual environments of Windows have other folders and names of programs.
 * @throws CommandError when the installation fails
 */
export async function motoServer(venv = VENV, platform: NodeJS.Platform = process.platform): Promise<string> {
  const installed = pathOf("moto_server");
  if (installed) {
    return installed;
  }
  const windows = platform === "win32";
  const own = (program: string) => join(venv, ...(windows ? ["Scripts", `${program}.exe`] : ["bin", program]));
  if (!existsSync(own("moto_server"))) {
    await execute(windows ? "python" : "python3", ["-m", "venv", venv]);
    await execute(own("pip"), ["install", "--quiet", `moto[server]==${VERSION}`]);
  }
  return own("moto_server");
}

async function execute(command: string, args: readonly string[]): Promise<void> {
  const { status, output } = await run(command, args);
  if (status !== 0) {
    throw new CommandError(`moto ${VERSION} could not be installed: ${command} ${args.join(" ")}\n${output.trimEnd()}`);
  }
}

function listening(server: Server): Promise<string> {
  return new Promise((found, reject) => {
    let output = "";
    // The listener stays, because a full pipe would block the server.
    server.all.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      const address = output.match(/Running on (http:\S+)/)?.[1];
      if (address) {
        found(address);
      }
    });
    void server.then(({ exitCode, shortMessage }) =>
      reject(new CommandError(`moto_server ended with status ${exitCode ?? shortMessage}:\n${output}`)),
    );
  });
}

async function stop(server: Server): Promise<void> {
  if (hasShell) {
    server.stdin.end();
  } else {
    server.kill();
  }
  await server;
}

/** Environment variables of programs that use the emulator at an endpoint. */
export function emulatorEnv(endpoint: string): NodeJS.ProcessEnv {
  // AWS_PROFILE, AWS_REGION and other variables of the user would override the emulator's.
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith("AWS_"));
  return {
    ...Object.fromEntries(own),
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: "emulator",
    AWS_SECRET_ACCESS_KEY: "emulator",
    AWS_EC2_METADATA_DISABLED: "true",
    TF_PLUGIN_CACHE_DIR: pluginCache(),
  };
}
