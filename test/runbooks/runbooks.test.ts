/** Compares facts in every runbook with the repository. */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Json } from "@modules/checks/json";
import { expect, test } from "vitest";
import { select } from "../../app/select";
import { stacks } from "../support/stacks";

const FOLDER = "runbooks";
const runbooks = readdirSync(FOLDER, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".md"))
  .map((file) => ({ file: join(FOLDER, file), text: readFileSync(join(FOLDER, file), "utf8") }));
const hasBash = spawnSync("bash", ["--version"]).status === 0;

/** Contents of the shell blocks. */
function commands(text: string): string[] {
  return [...text.matchAll(/^( *)```sh\n([\s\S]*?)^\1```$/gm)].map(([, , block]) => block!);
}

test.each(runbooks)("$file ends with a section Done when", ({ text }) => {
  const sections = [...text.matchAll(/^## (.+)$/gm)].map(([, title]) => title);

  expect(sections.at(-1)).toBe("Done when");
});

const linksIn = (text: string) => [...text.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, link]) => link!);

test.each(runbooks)("$file links to files that exist", ({ file, text }) => {
  const links = linksIn(text).map((link) => join(dirname(file), link));

  expect(links.filter((link) => !existsSync(link))).toEqual([]);
});

/** Ids and patterns that commands get. */
function filtersIn(text: string): string[] {
  return [...text.matchAll(/pnpm (?:synth|plan|apply|destroy) ([^`\n]+)/g)].flatMap(([, names]) =>
    // The address that an option names follows the stack and a colon.
    [...names!.replace(/--\w+ '?([^':]+):\S+/g, "$1").matchAll(/'([^']+)'|([\w-]+)/g)].map(
      // A runbook for all environments has a placeholder for the environment's name.
      ([, quoted, bare]) => (quoted ?? bare!).replace(/<\w+>/g, "*"),
    ),
  );
}

test.each(runbooks)("$file plans, applies and destroys stacks that exist", ({ text }) => {
  // Environments only have these stacks when their state is in HCP Terraform or their proxies are enabled.
  const others = ["lp-production-hcp-workspaces", "freeagentics-production-proxies"];
  expect(() => select([...Object.keys(stacks), ...others], filtersIn(text))).not.toThrow();
});

const destroysIn = (text: string) => [...text.matchAll(/^ *pnpm destroy (\S+)(.*)$/gm)];

test.each(runbooks)("$file names what a destroy loses, which is refused otherwise", ({ text }) => {
  const silent = destroysIn(text).filter(([, stack, rest]) => !rest!.includes(`--destroy '${stack}:`));

  expect(silent.map(([line]) => line)).toEqual([]);
});

/** Options and positions of `gcloud` commands that name a resource, with the type and the attribute of its name. */
const GOOGLE_NAMES: readonly (readonly [RegExp, type: string, attribute: string])[] = [
  [/gcloud compute addresses describe (\S+) --global/g, "google_compute_global_address", "name"],
  [/gcloud compute networks peerings .*--network (\S+)/g, "google_compute_network", "name"],
  [/gcloud iam roles undelete (\S+)/g, "google_project_iam_custom_role", "role_id"],
  [
    /gcloud iam workload-identity-pools undelete (\S+)/g,
    "google_iam_workload_identity_pool",
    "workload_identity_pool_id",
  ],
  [/gcloud logging buckets undelete (\S+)/g, "google_logging_project_bucket_config", "bucket_id"],
  [/gcloud sql (?:instances describe|users .*--instance) (\S+)/g, "google_sql_database_instance", "name"],
];

const namesIn = (text: string, command: RegExp) =>
  [...text.matchAll(command)].map(([, name]) => name!).filter((name) => !/^<\w+>/.test(name));

test.each(runbooks)("$file names resources of Google Cloud that exist", ({ text }) => {
  for (const [command, type, attribute] of GOOGLE_NAMES) {
    const known = Object.values(stacks).flatMap(({ resource = {} }) =>
      Object.values<Json>(resource[type] ?? {}).map((block) => block[attribute]),
    );

    expect(known, type).toEqual(expect.arrayContaining(namesIn(text, command)));
  }
});

/** Stack, type and name of resources that Terraform imports, replaces or forgets. */
function addressesIn(text: string): string[][] {
  return [...text.matchAll(/cdktf\.out\/stacks\/([\w-]+)((?:.*\\\n)*.*)/g)].flatMap(([, stack, rest]) =>
    [...rest!.matchAll(/(?:state rm |import |-replace=)([\w]+)\.([\w-]+)/g)].map(([, type, name]) => [
      stack!,
      type!,
      name!,
    ]),
  );
}

test.each(runbooks)("$file imports and replaces resources of stacks that have them", ({ text }) => {
  const missing = addressesIn(text).filter(([stack, type, name]) => !stacks[stack!]?.resource[type!]?.[name!]);

  expect(missing).toEqual([]);
});

test.skipIf(!hasBash).each(runbooks)("$file has commands that a shell can parse", ({ text }) => {
  const { status, stderr } = spawnSync("bash", ["-n"], { input: commands(text).join("\n"), encoding: "utf8" });

  expect([status, stderr]).toEqual([0, ""]);
});

test("the runbook of charts names the pinned version of the chart whose definitions nothing upgrades", () => {
  const { text } = runbooks.find(({ file }) => file.endsWith("charts.md"))!;
  const { version, repository } = stacks["lp-development-controllers"]!.resource.helm_release["load-balancing"];

  expect(text).toContain(`--repo ${repository} --version ${version}`);
});

/** Lines that create replicas; a command of several lines counts as one. */
const replicasIn = (text: string) =>
  commands(text)
    .flatMap((block) => block.replaceAll(/\\\n\s*/g, "").split("\n"))
    .filter((line) => line.includes("create-db-instance-read-replica"));

test.each(runbooks)("$file makes replicas of PostgreSQL without a parameter group, which RDS refuses", ({ text }) => {
  expect(replicasIn(text).filter((line) => line.includes("--db-parameter-group-name"))).toEqual([]);
});

test.each<[string, (text: string) => readonly unknown[]]>([
  ["links", linksIn],
  ["ids of stacks", filtersIn],
  ["commands that destroy", destroysIn],
  ["addresses of resources", addressesIn],
  ["shell commands", commands],
  ["commands that make a replica", replicasIn],
  ...GOOGLE_NAMES.map(([command]): [string, (text: string) => string[]] => [
    `names after ${command.source}`,
    (text) => namesIn(text, command),
  ]),
])("finds %s in the runbooks", (_, find) => {
  expect(runbooks.flatMap(({ text }) => find(text)).length).toBeGreaterThan(0);
});
