/** Compares the files of calls with the sources of their programs. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { filesBelow } from "../../app/files";

const files = ["functions", "images", "modules"].flatMap((folder) =>
  filesBelow(folder)
    .filter((file) => file.endsWith(".calls.json"))
    .map((file) => join(folder, file)),
);

/** Text of a program: of the folder's files, or of the one file. */
function sourcesOf(file: string): string {
  const path = file.replace(/\.calls\.json$/, "");
  const folder = statSync(path, { throwIfNoEntry: false });
  const names = folder ? readdirSync(path).map((name) => join(path, name)) : [`${path}.sh`];
  return names.map((name) => readFileSync(name, "utf8")).join("\n");
}

/** Operations of the SDK and commands of the CLI whose permission has another name. */
const ACTIONS: Readonly<Record<string, string>> = {
  ListObjectsV2: "ListBucket",
  "rds generate-db-auth-token": "connect",
  "s3 cp": "PutObject",
};

/** Actions, without their service, of the calls in a text: operations take an object in JavaScript, names in Python. */
function actionsIn(text: string): string[] {
  const operations = [
    ...text.matchAll(/\.([a-z]+[A-Z]\w*|query|scan|publish)\(\s*\{/g),
    ...text.matchAll(/\(\)\.([a-z_]+)\(\s*[A-Z]\w*=/g),
    // This signed request is used as a password.
    ...text.matchAll(/\bAction: "(\w+)"/g),
  ].map(([, name = ""]) => (name === "connect" ? name : `${name[0]!.toUpperCase()}${name.slice(1)}`));
  const commands = [...text.matchAll(/\baws ([a-z0-9]+ [a-z-]+)/g)].map(([, command = ""]) => command);
  return [...new Set([...operations, ...commands].map((name) => ACTIONS[name] ?? name))].sort();
}

const stated = (file: string) => {
  const { calls, some = {} } = JSON.parse(readFileSync(file, "utf8"));
  return { ...calls, ...some };
};

test("finds calls in the three languages of programs", () => {
  const text =
    'client.getObject({ Bucket }); aws s3 cp - "$target"; sns().publish(TopicArn=topic); list.map((one) => {})';

  expect(actionsIn(text)).toEqual(["GetObject", "Publish", "PutObject"]);
});

test("has a file of calls for every function and every program of an image", () => {
  const programs = [
    ...readdirSync("functions", { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => join("functions", name)),
    ...filesBelow("images")
      .filter((file) => file.endsWith(".sh"))
      .map((file) => join("images", file.replace(/\.sh$/, ""))),
  ];

  expect(programs.filter((program) => !files.includes(`${program}.calls.json`))).toEqual([]);
});

test.each(files)("states in %s what its program calls", (file) => {
  // Calls of KMS are not in the sources, because services make them on behalf of the program.
  const names = Object.keys(stated(file))
    .filter((action) => !action.startsWith("kms:"))
    .map((action) => action.split(":")[1]);

  expect([...new Set(names)].sort()).toEqual(actionsIn(sourcesOf(file)));
});

test.each(files)("names in %s variables that its program reads", (file) => {
  const names = [...JSON.stringify(stated(file)).matchAll(/\{(\w+)\}/g)]
    .map(([, name = ""]) => name)
    .filter((name) => !["account", "region", "source"].includes(name));
  const text = sourcesOf(file);

  expect(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(text))).toEqual([]);
});
