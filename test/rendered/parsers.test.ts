/** Tests that programs accept the files that are rendered for them. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { machineProgram, pythonPath, pythonProgram } from "../support/installed-programs";
import { withFile, written } from "../support/rendered";

/** Runs a program in the folder; returns its output when it failed. */
function complaint(folder: string, program: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: folder,
    encoding: "utf8",
    env: pythonPath(program),
  });
  return status === 0 ? "" : `${stdout}${stderr}`;
}

const playbook = pythonProgram("ansible-playbook");
const lint = pythonProgram("ansible-lint");
const hadolint = pythonProgram("hadolint");
const promtool = machineProgram("promtool", "prometheus");
const amtool = machineProgram("amtool", "prometheus-alertmanager");
const iptables = machineProgram("iptables-restore", "iptables");
// Containers may not have access to the packet filter of the kernel.
const filtered = iptables && spawnSync(iptables, ["--test"], { input: "*filter\nCOMMIT\n" }).status === 0;

describe.each(withFile("playbook.yml"))("hosts of %s", (_name, texts) => {
  const folder = join(written(texts), "ansible/dafnckmachine");

  test.skipIf(!playbook)("have a play that Ansible can run", () => {
    expect(complaint(folder, playbook!, ["--syntax-check", "-i", "localhost,", "playbook.yml"])).toBe("");
  });

  test.skipIf(!lint)("have a play that obeys Ansible's rules for production", () => {
    expect(complaint(folder, lint!, ["--offline", "--profile", "production", "playbook.yml"])).toBe("");
  });

  test.skipIf(!hadolint)("have an image that follows the practices of Dockerfiles", () => {
    const file = join(folder, "../../docker/dafnckmachine/Dockerfile");
    expect(complaint(folder, hadolint!, ["--failure-threshold", "warning", file])).toBe("");
  });
});

describe.each(withFile("prometheus.yml"))("monitoring of %s", (_name, texts) => {
  const folder = join(written(texts), "prometheus/freeagentics");

  test.skipIf(!promtool)("has a configuration and rules that Prometheus reads", () => {
    expect(complaint(folder, promtool!, ["check", "config", "prometheus.yml"])).toBe("");
  });

  test.skipIf(!amtool)("routes critical alerts and warnings to different topics", () => {
    expect(complaint(folder, amtool!, ["check-config", "alertmanager.yml"])).toBe("");
    const routed = (severity: string) =>
      spawnSync(amtool!, ["config", "routes", "test", "--config.file=alertmanager.yml", `severity=${severity}`], {
        cwd: folder,
        encoding: "utf8",
      }).stdout.trim();
    expect(["critical", "warning", "informational", "unknown"].map(routed)).toEqual([
      "critical",
      "warning",
      "informational",
      "warning",
    ]);
  });
});

describe.each(withFile("rules.v4"))("servers of %s", (_name, texts) => {
  const folder = join(written(texts), "iptables/freeagentics");

  test.skipIf(!filtered).each(["v4", "v6"])("have rules that the packet filter accepts: %s", (family) => {
    const program = family === "v4" ? iptables! : iptables!.replace("iptables", "ip6tables");
    expect(complaint(folder, program, ["--test", `rules.${family}`])).toBe("");
  });
});
