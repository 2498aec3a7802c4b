import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { disableStackTraces } from "@modules/checks/stack-traces";
import { expect, test, vi } from "vitest";
import { plan } from "../../commands/plan";
import { planAndPrint } from "../../commands/runner/planning";
import { hideAwsCredentials } from "../support/credentials";
import { addition, FakeWorkspace, removal } from "../support/fake-terraform";
import { printedLines } from "../support/printed";
import { withPrograms } from "../support/programs";

disableStackTraces();

const printed = printedLines();

test("fails while there are documentation values, and lists them", async () => {
  await expect(plan(["lp-production-network"], {})).rejects.toThrow(
    "environments/lp/owner.ts: environments.production.accountId is still the documentation value 333333333333\n",
  );
});

test("stops a plan of an empty account with one line when no credentials are at hand, before any stack is planned", async () => {
  hideAwsCredentials();
  vi.stubEnv("PATH", withPrograms({ terraform: `echo '{"terraform_version":"1.11.4"}'` }).PATH);

  const planned = plan(["lp-production-network", "lp-production-security"], { dayZero: true });
  await expect(planned).rejects.toThrow(
    /^AWS credentials must be available, got none; .*\n`pnpm diagnose` checks again\.$/,
  );
});

test("fails for an unknown stack with the nearest id", async () => {
  await expect(plan(["lp-production-netwrk"], {})).rejects.toThrow("did you mean lp-production-network?");
});

test("fails when no stack outside of clusters is left", async () => {
  await expect(plan(["lp-development-controllers"], { outsideClusters: true })).rejects.toThrow(
    "lp-development-controllers: must name a stack outside of clusters, got none; leave out --outside-clusters",
  );
});

test("returns 2 with changes and 0 without, and prints one summary", async () => {
  const workspace = new FakeWorkspace({ network: {}, data: { changes: [] } });

  expect(await planAndPrint(workspace.session(), ["data"], {})).toBe(0);
  expect(await planAndPrint(workspace.session(), ["network", "data"], {})).toBe(2);
  expect(printed.at(-1)).toBe(
    ["| stack   | add |", "| ------- | --: |", "| network |   1 |", "", "1 of 2 stacks change: 1 to add."].join("\n"),
  );
});

test("plans the others when one fails, and returns 1 with Terraform's error", async () => {
  const workspace = new FakeWorkspace({
    network: { scripts: { plan: 'echo "Error: no such region" >&2; exit 1' } },
    data: { after: ["network"] },
  });

  expect(await planAndPrint(workspace.session(), ["network", "data"], {})).toBe(1);
  expect(printed.at(-1)).toContain("Failed:\n  network: Error: no such region");
  expect(printed.at(-1)).toContain("1 of 2 stacks change, 1 failed: 1 to add.");
});

test("lists separately what a person must read", async () => {
  const changes = [removal("aws_s3_bucket.files"), addition("aws_iam_role.reader"), addition()];
  const workspace = new FakeWorkspace({ data: { changes } });
  await planAndPrint(workspace.session(), ["data"], {});

  expect(printed.at(-1)).toContain("Data is lost:\n  data: aws_s3_bucket.files is destroyed\n");
  expect(printed.at(-1)).toContain("Permissions:\n  data: aws_iam_role.reader is added\n");
});

test("writes the summary as JSON or Markdown, to a file on request", async () => {
  const workspace = new FakeWorkspace({ network: {} });
  const out = join(workspace.outdir, "summary.md");
  await planAndPrint(workspace.session(), ["network"], { json: true });
  await planAndPrint(workspace.session(), ["network"], { markdown: true, out });

  expect(JSON.parse(printed.find((line) => line.startsWith("{"))!)).toMatchObject({
    plans: [{ id: "network", changes: [{ address: "aws_vpc.main", action: "add" }] }],
  });
  expect(readFileSync(out, "utf8")).toMatch(/^\*\*1 of 1 stacks change: 1 to add\.\*\*\n/);
});

test("names placeholders in the JSON of a plan on an empty account", async () => {
  const workspace = new FakeWorkspace({ network: {} });
  await planAndPrint(workspace.session(), ["network"], { dayZero: true, json: true });

  expect(JSON.parse(printed.find((line) => line.startsWith("{"))!)).toMatchObject({
    foreseen: [{ id: "network", placeholders: {} }],
  });
});

test("writes the changes that wait for an approval to a file on request", async () => {
  const workspace = new FakeWorkspace({ network: {}, dns: {} });
  workspace.approved.set("dns", ["additions"]);
  const review = join(workspace.outdir, "review.json");
  await planAndPrint(workspace.session(), workspace.ids, { review });

  expect(JSON.parse(readFileSync(review, "utf8"))).toEqual([
    { id: "network", address: "aws_vpc.main", classes: ["additions"] },
  ]);
});

test("saves the plan with what it was made with, for its owner only", async () => {
  const workspace = new FakeWorkspace({ network: {} });
  const { plans } = workspace.session();
  await planAndPrint(workspace.session(), ["network"], {});

  expect(plans.load("network")).toMatchObject({
    destroy: false,
    digest: expect.stringMatching(/^[0-9a-f]{64}$/),
    providers: expect.stringMatching(/^[0-9a-f]{64}$/),
    terraform: "1.11.4",
    state: { serial: 1, lineage: "l" },
  });
  expect(statSync(join(plans.file("network"), "..")).mode & 0o777).toBe(0o700);
});

test("initializes a stack again only when its backend or its providers change", async () => {
  const workspace = new FakeWorkspace({ network: {} });
  await planAndPrint(workspace.session(), ["network"], {});
  await planAndPrint(workspace.session(), ["network"], {});

  expect(workspace.calls("init")).toEqual(["network begins", "network ends"]);
});

test("runs the program that TERRAFORM_BINARY_NAME names", async () => {
  const workspace = new FakeWorkspace({ network: {} });
  const env = { ...workspace.env, TERRAFORM_BINARY_NAME: "tofu" };

  await expect(planAndPrint(workspace.session({ env }), ["network"], {})).rejects.toThrow("tofu was not found");
});
