/** Facts that every runbook must share with the repository. */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
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

test.each(runbooks)("$file links to files that exist", ({ file, text }) => {
  const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, link]) => join(dirname(file), link!));

  expect(links.filter((link) => !existsSync(link))).toEqual([]);
});

test.each(runbooks)("$file plans, applies and destroys stacks that exist", ({ text }) => {
  const filters = [...text.matchAll(/pnpm (?:synth|plan|apply|destroy) ([^`\n]+)/g)].flatMap(([, names]) =>
    [...names!.matchAll(/'([^']+)'|([\w-]+)/g)].map(([, quoted, bare]) => quoted ?? bare!),
  );

  expect(() => select(Object.keys(stacks), filters)).not.toThrow();
});

test.each(runbooks)("$file imports and replaces resources of stacks that have them", ({ text }) => {
  const named = [...text.matchAll(/cdktf\.out\/stacks\/([\w-]+)((?:.*\\\n)*.*)/g)].flatMap(([, stack, rest]) =>
    [...rest!.matchAll(/(?:state rm |import |-replace=)([\w]+)\.([\w-]+)/g)].map(([, type, name]) => [
      stack!,
      type!,
      name!,
    ]),
  );

  for (const [stack, type, name] of named) {
    expect(stacks[stack!]?.resource[type!], `${stack} ${type}`).toHaveProperty([name!]);
  }
});

test.skipIf(!hasBash).each(runbooks)("$file has commands that a shell can parse", ({ text }) => {
  const { status, stderr } = spawnSync("bash", ["-n"], { input: commands(text).join("\n"), encoding: "utf8" });

  expect([status, stderr]).toEqual([0, ""]);
});
