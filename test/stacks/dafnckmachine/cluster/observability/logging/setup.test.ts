import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { only } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { ELASTICSEARCH } from "../../../../../../stacks/dafnckmachine/cluster/observability/logging/elasticsearch";
import { KIBANA_URL } from "../../../../../../stacks/dafnckmachine/cluster/observability/logging/kibana";
import { stacks } from "../../../../../support/stacks";

const SCRIPT = "config/elk/dafnckmachine/setup.sh";
const production = stacks["dafnckmachine-production-observability"]!;
const staging = stacks["dafnckmachine-staging-observability"]!;
const { data: files } = production.resource.kubernetes_config_map_v1["logging-setup-files"];

/** Runs the job's script with a curl whose first calls fail; returns the exit status, and what each call of curl got. */
function setUp(failures: number) {
  const folder = mkdtempSync(join(tmpdir(), "logging-setup-"));
  for (const [name, text] of Object.entries<string>(files)) {
    const script = text.replaceAll("$${", "${").replaceAll("/tmp/", `${folder}/`).replaceAll("/setup", folder);
    writeFileSync(join(folder, name), name === "setup.sh" ? script : text);
  }
  const curl = `cat >>${folder}/configured; echo "$@" >>${folder}/arguments
for last; do :; done; echo "$last" >>${folder}/requested
[ "$(wc -l <${folder}/requested)" -gt ${failures} ] && echo '{"success":true}'`;
  for (const [name, text] of Object.entries({ curl, sleep: "" })) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  }
  const { status } = spawnSync("bash", [join(folder, "setup.sh")], {
    env: { PATH: `${folder}:${process.env.PATH}`, PASSWORD: "secret" },
  });
  const lines = (file: string) => readFileSync(join(folder, file), "utf8").trim().split("\n");
  return { status, requested: lines("requested"), configured: lines("configured"), arguments: lines("arguments") };
}

test("uploads files once Elasticsearch and Kibana respond, after any number of failures", () => {
  const { requested } = setUp(0);
  const late = setUp(3);

  expect(late.status).toBe(0);
  expect(late.requested.slice(0, 4)).toEqual(Array(4).fill(requested[0]));
  expect(late.requested.slice(3)).toEqual(requested);
  expect(requested.filter((url) => url.includes("/_import"))).toHaveLength(3);
});

test("uploads every policy, template and dashboard", () => {
  const { requested } = setUp(0);
  const uploads = Object.keys(files).filter((name) => name !== "setup.sh");

  expect(requested.filter((url) => /_ilm|_index_template|_import/.test(url))).toHaveLength(uploads.length);
});

test("logs in without the password among the arguments, which lists of processes show", () => {
  const { configured, requested, ...calls } = setUp(0);

  expect(configured).toEqual(requested.map(() => 'user = "elastic:secret"'));
  expect(calls.arguments.filter((line) => !line.startsWith("--config - ") || line.includes("secret"))).toEqual([]);
});

test("connects to Elasticsearch and Kibana by the names of their services only", () => {
  const urls = readFileSync(SCRIPT, "utf8").match(/https:\/\/[^/'"]+/g);

  expect(new Set(urls)).toEqual(new Set([`https://${ELASTICSEARCH.host}:${ELASTICSEARCH.port}`, KIBANA_URL]));
});

test("runs again under a new name whenever a file changes", () => {
  const name = (json: typeof production) => only(json, "kubernetes_job_v1").metadata.name;

  expect(name(production)).toMatch(/^logging-setup-[0-9a-f]{8}$/);
  expect(name(staging)).not.toBe(name(production));
});

test("has a script without findings of ShellCheck", ({ skip }) => {
  skip(spawnSync("shellcheck", ["--version"]).error !== undefined, "shellcheck is not installed");

  expect(spawnSync("shellcheck", ["--shell", "bash", SCRIPT], { encoding: "utf8" }).stdout).toBe("");
});
