import { spawnSync } from "node:child_process";
import { type ContainerHost, containerHost } from "@modules/google/compute/container-host";
import { expect, test } from "vitest";

const HOST: ContainerHost = { name: "web", image: "us-central1-docker.pkg.dev/example-project/shop/web:v1" };

function config(host: Partial<ContainerHost> = {}) {
  const [header, ...json] = containerHost({ ...HOST, ...host }).split("\n");
  expect(header).toBe("#cloud-config");
  return JSON.parse(json.join("\n"));
}

const script = (host?: Partial<ContainerHost>): string => config(host).write_files[0].content;

/** Output of the script, with programs that print how they were called. */
function dryRun(host: Partial<ContainerHost>): string {
  const fakes = [
    `curl() { echo '{"access_token":"secret-token","expires_in":3599,"token_type":"Bearer"}'; }`,
    'docker() { echo "docker $*"; cat; }',
  ];
  const body = script(host).replace("exec docker run", "</dev/null docker run");
  return spawnSync("sh", ["-c", [...fakes, body].join("\n")], { encoding: "utf8" }).stdout;
}

test("logs in to the registry with a token of the instance's account and runs the image", () => {
  const output = dryRun({ ports: { 80: 8080 }, environment: { GREETING: "it's me" } });

  expect(output).toContain(
    "docker login --username oauth2accesstoken --password-stdin https://us-central1-docker.pkg.dev\nsecret-token\n",
  );
  expect(output).toContain("--publish 80:8080 --env GREETING=it's me --log-driver gcplogs");
  expect(output.trimEnd()).toMatch(/ us-central1-docker\.pkg\.dev\/example-project\/shop\/web:v1$/);
});

test("executes nothing in writable folders, which Container-Optimized OS forbids", () => {
  const [file, unit] = config().write_files;

  expect(unit.content).toContain(`ExecStart=/bin/sh ${file.path}\n`);
  expect(unit.content).toContain("Environment=DOCKER_CONFIG=/run/container-host\n");
  expect(unit.path).toBe("/etc/systemd/system/web.service");
});

test("installs packages only when there are some", () => {
  expect(config()).not.toHaveProperty("packages");
  expect(config({ packages: ["docker.io"] })).toMatchObject({ packages: ["docker.io"], package_update: true });
});

test("fails on a name that systemd refuses", () => {
  expect(() => containerHost({ ...HOST, name: "Web App" })).toThrow("name must be lower-case letters, digits");
});

test("fails on an environment variable that a shell refuses", () => {
  expect(() => containerHost({ ...HOST, environment: { "A-B": "x" } })).toThrow("got A-B");
});
