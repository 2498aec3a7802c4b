/** Synthesizes the example of every module, and applies checks and policies to it as to a user's own code. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { policies } from "@modules/checks/policies/all";
import { policyResources } from "@modules/checks/policies/resources";
import { violations } from "@modules/checks/policies/rule";
import { checked } from "@modules/checks/synthesize";
import { expect, test } from "vitest";
import { filesBelow } from "../app/files";
import { exampleApp, loadExamples } from "./support/examples";

/** Violations with a reason, as the exceptions of stacks have one in app/policies/waivers.ts. */
const WAIVED: readonly { readonly resource: string; readonly reason: string }[] = [
  {
    resource: "example-aws aws_iam_policy.security-delivery-roles_delivery_boundary",
    reason: "A permissions boundary grants nothing: it caps what other policies grant.",
  },
  {
    resource: "example-aws aws_iam_policy.security-delivery-roles_delivery_read-",
    reason: "A plan refreshes every resource of its account, with listed actions that return no data.",
  },
  {
    resource: "example-aws aws_iam_policy.security-delivery-roles_delivery_change",
    reason: "An apply makes whatever its services offer; roles are bounded by path and boundary.",
  },
  {
    resource: "example-aws aws_s3_bucket.operations-state-backend_state_logs",
    reason: "The bucket receives access logs; logging its own access would add logs without end.",
  },
];

const examples = await loadExamples();
const stacks = checked(exampleApp(examples));

function sourcesOf(folder: string): string[] {
  return filesBelow(folder)
    .filter((file) => /(?<!\.example)\.ts$/.test(file))
    .map((file) => join(folder, file));
}

/** Does the file export a construct that users create? */
function isModule(file: string): boolean {
  const source = readFileSync(file, "utf8");
  return [...source.matchAll(/(\/\*\*(?:(?!\*\/)[\s\S])*?\*\/\s*)?export class \w+(?:<[^{]*>)?\s+extends (\w+)/g)].some(
    ([, comment = "", base]) => base !== "Error" && !comment.includes("@internal"),
  );
}

const modules = sourcesOf("modules").filter(isModule);

test("has an example of every module", () => {
  const missing = modules
    .map((file) => file.replace(/\.ts$/, ".example.ts"))
    .filter((file) => !examples.some((example) => example.file === file));

  expect(missing).toEqual([]);
});

test("has no example without a module", () => {
  const expected = modules.map((file) => file.replace(/\.ts$/, ".example.ts"));

  expect(examples.map(({ file }) => file).filter((file) => !expected.includes(file))).toEqual([]);
});

test.each(examples)("$file is short and says what it shows", ({ file }) => {
  const source = readFileSync(file, "utf8");

  expect(source).toMatch(
    /\/\*\* [A-Z][^\n]+[.:] ?\*\/\nexport function example\(|\/\*\*\n \* [A-Z][\s\S]+\*\/\nexport function example\(/,
  );
  expect(source.split("\n").length).toBeLessThan(50);
});

test("obeys the policies", () => {
  const all = policyResources(stacks);

  const broken = policies.flatMap((policy) =>
    violations(policy, all).map((violation) => `${violation}: ${policy.name}`),
  );

  expect(broken.filter((violation) => !WAIVED.some(({ resource }) => violation.startsWith(resource)))).toEqual([]);
  expect(WAIVED.filter(({ resource }) => !broken.some((violation) => violation.startsWith(resource)))).toEqual([]);
});
