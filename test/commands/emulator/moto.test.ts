import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { motoServer, startEmulator } from "../../../commands/emulator/moto";
import { withPrograms } from "../../support/programs";

const newFolder = () => join(mkdtempSync(join(tmpdir(), "moto-")), "venv");

test("prefers moto_server on the PATH", async () => {
  vi.stubEnv("PATH", withPrograms({ moto_server: "exit 0" }).PATH);

  expect(await motoServer(newFolder())).toMatch(/programs-.*\/moto_server$/);
});

test("installs moto into a virtual environment on first use", async () => {
  const venv = newFolder();
  const python = 'mkdir -p "$3/bin"; printf "#!/bin/sh\\n" > "$3/bin/pip"; chmod +x "$3/bin/pip"';
  vi.stubEnv("PATH", `${withPrograms({ python3: python }).PATH!.split(":")[0]}:/usr/bin:/bin`);

  expect(await motoServer(venv)).toBe(join(venv, "bin", "moto_server"));
});

test("installs moto where virtual environments of Windows have their programs", async () => {
  const venv = newFolder();
  const python = 'mkdir -p "$3/Scripts"; printf "#!/bin/sh\\n" > "$3/Scripts/pip.exe"; chmod +x "$3/Scripts/pip.exe"';
  vi.stubEnv("PATH", `${withPrograms({ python }).PATH!.split(":")[0]}:/usr/bin:/bin`);

  expect(await motoServer(venv, "win32")).toBe(join(venv, "Scripts", "moto_server.exe"));
});

test.each([
  ["linux", "python3"],
  ["win32", "python"],
] as const)("fails without Python on %s, with the place to get it", async (platform, python) => {
  vi.stubEnv("PATH", "/nowhere");

  await expect(motoServer(newFolder(), platform)).rejects.toThrow(
    `${python} was not found: install Python 3.9 or newer with venv: https://www.python.org/downloads/`,
  );
});

test("fails when the installation fails, with its output", async () => {
  const folder = withPrograms({ python3: "echo no module named venv; exit 1" }).PATH!.split(":")[0];
  vi.stubEnv("PATH", `${folder}:/usr/bin:/bin`);

  await expect(motoServer(newFolder())).rejects.toThrow(
    /moto 5\.2\.1 could not be installed: python3 -m venv .*\nno module named venv$/,
  );
});

test("fails when the server ends before it listens, with its output", async () => {
  vi.stubEnv("PATH", withPrograms({ moto_server: "echo address in use; exit 3" }).PATH);

  await expect(startEmulator("111122223333")).rejects.toThrow("moto_server ended with status 3:\naddress in use");
});

test("buffers the responses of the server, so that headers and body are in one packet", async () => {
  const script = `exec python3 -c '
import http.server, time
print("Running on http://buffer-%d" % http.server.BaseHTTPRequestHandler.wbufsize, flush=True)
time.sleep(60)'`;
  vi.stubEnv("PATH", withPrograms({ moto_server: script }).PATH);
  const emulator = await startEmulator("111122223333");
  await emulator.stop();

  expect(emulator.endpoint).toBe("http://buffer-65536");
});

test.skipIf(process.platform === "win32")("ends the server when this process is killed", async () => {
  const folder = mkdtempSync(join(tmpdir(), "moto-"));
  const script = `echo $$ >"${folder}/pid"; echo "Running on http://127.0.0.1:1"; exec sleep 60`;
  const env = withPrograms({ moto_server: script });
  const child = spawn(process.execPath, ["launch.cjs", "test/support/emulator-program.ts"], { env });
  await once(child.stdout, "data");
  const server = Number(readFileSync(join(folder, "pid"), "utf8"));
  child.kill("SIGKILL");

  await vi.waitFor(() => expect(() => process.kill(server, 0)).toThrow("ESRCH"), { timeout: 10_000 });
});

test("ends the server when it is stopped", async () => {
  const folder = mkdtempSync(join(tmpdir(), "moto-"));
  const script = `echo $$ >"${folder}/pid"; echo "Running on http://127.0.0.1:1"; exec sleep 60`;
  vi.stubEnv("PATH", withPrograms({ moto_server: script }).PATH);
  const emulator = await startEmulator("111122223333");
  await emulator.stop();

  expect(() => process.kill(Number(readFileSync(join(folder, "pid"), "utf8")), 0)).toThrow("ESRCH");
});
