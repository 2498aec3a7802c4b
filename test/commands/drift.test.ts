import { readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { Json } from "@modules/checks/json";
import { expect, test } from "vitest";
import { printDrift } from "../../commands/drift";
import { FakeWorkspace } from "../support/fake-terraform";
import { printedLines } from "../support/printed";
import { withPrograms } from "../support/programs";

const printed = printedLines();

function applied(stacks: ConstructorParameters<typeof FakeWorkspace>[0]): FakeWorkspace {
  const workspace = new FakeWorkspace(stacks);
  for (const id of workspace.ids) {
    workspace.writeState(id, 1, [{ type: "aws_s3_bucket" }]);
  }
  return workspace;
}

/** A workspace whose first stack has drifted. */
function drifted(): FakeWorkspace {
  const workspace = applied({ data: {}, dns: { changes: [] } });
  const change = { actions: ["update"], before: { tags: {} }, after: { tags: { by: "hand" } } };
  const resource_drift = [{ address: "aws_s3_bucket.files", type: "aws_s3_bucket", mode: "managed", change }];
  writeFileSync(join(workspace.path("data"), "plan.json"), JSON.stringify({ resource_drift }));
  return workspace;
}

test("returns 2 and names what differs", async () => {
  expect(await printDrift(drifted().session(), ["data", "dns"], {})).toBe(2);
  expect(printed.at(-1)).toBe(
    [
      "data",
      "  aws_s3_bucket.files changes tags",
      "",
      "1 of 2 stacks differ from what was applied.",
      "`pnpm plan` shows what an apply would do about it.",
    ].join("\n"),
  );
});

test("returns 0 when everything is as applied, and prints JSON on request", async () => {
  expect(await printDrift(drifted().session(), ["dns"], { json: true })).toBe(0);
  expect(JSON.parse(printed.at(-1)!)).toEqual({ drifted: [], allowed: [], failed: [], unapplied: [] });
});

test("returns 1 when a stack cannot be compared", async () => {
  const workspace = applied({ data: { scripts: { plan: 'echo "Error: expired" >&2; exit 1' } } });

  expect(await printDrift(workspace.session(), ["data"], {})).toBe(1);
  expect(printed.at(-1)).toContain("data cannot be compared: Error: expired");
});

const EXCEPTION = { where: "data:aws_s3_bucket.*", arguments: ["tags"], reason: "tagged by hand", until: "2026-06-30" };

test("lists separately the differences that the owner accepts, and returns 0", async () => {
  const session = drifted().session();

  expect(await printDrift(session, ["data"], {}, [EXCEPTION], "2026-06-30")).toBe(0);
  expect(printed.at(-1)).toContain(
    "data, allowed\n  aws_s3_bucket.files changes tags\n    until 2026-06-30: tagged by hand\n",
  );
});

test("returns 2 after the last day of an exception, and for other arguments", async () => {
  const session = drifted().session();

  expect(await printDrift(session, ["data"], {}, [EXCEPTION], "2026-07-01")).toBe(2);
  expect(printed.at(-1)).toContain("its exception in app/drift.ts ended on 2026-06-30");
  expect(await printDrift(session, ["data"], {}, [{ ...EXCEPTION, arguments: ["acl"] }], "2026-06-30")).toBe(2);
});

test("says who may have changed a resource, where CloudTrail answers", async () => {
  const workspace = drifted();
  const provider = { aws: [{ region: "eu-west-1" }] };
  writeFileSync(join(workspace.path("data"), "cdk.tf.json"), JSON.stringify({ terraform: {}, provider }));
  const plan = JSON.parse(readFileSync(join(workspace.path("data"), "plan.json"), "utf8"));
  plan.resource_drift[0].change.before.id = "shop-files";
  writeFileSync(join(workspace.path("data"), "plan.json"), JSON.stringify(plan));
  const events = [
    { EventName: "GetBucketTagging", Username: "reader", EventTime: 1767225600, ReadOnly: "true" },
    { EventName: "PutBucketTagging", Username: "ann", EventTime: "2026-01-01T00:00:00Z", ReadOnly: "false" },
  ];
  const aws = `case "$*" in *AttributeValue=shop-files*eu-west-1*) echo '${JSON.stringify({ Events: events })}';; *) exit 1;; esac`;
  const { PATH } = withPrograms({ aws });
  const env = { ...workspace.env, PATH: [PATH!.split(delimiter)[0], workspace.env.PATH].join(delimiter) };
  await printDrift(workspace.session({ env }), ["data"], {});

  expect(printed.at(-1)).toContain("    PutBucketTagging by ann at 2026-01-01T00:00:00.000Z\n");
  expect(printed.at(-1)).not.toContain("reader");
});

test("saves no plan that could be applied", async () => {
  const workspace = drifted();
  await printDrift(workspace.session(), ["data"], {});

  expect(workspace.session().plans.load("data")).toBeUndefined();
});

test("compares no stack that is not applied", async () => {
  const workspace = drifted();
  workspace.writeState("data", 1, []);

  expect(await printDrift(workspace.session(), ["data"], { json: true })).toBe(0);
  expect(JSON.parse(printed.at(-1)!)).toEqual({ drifted: [], allowed: [], failed: [], unapplied: ["data"] });
  expect(workspace.calls("plan")).toEqual([]);
});

test("writes Markdown to a file", async () => {
  const workspace = drifted();
  const out = join(workspace.outdir, "drift.md");

  expect(await printDrift(workspace.session(), ["data", "dns"], { markdown: true, out })).toBe(2);
  expect(readFileSync(out, "utf8")).toMatch(
    /^\*\*1 of 2 stacks differ from what was applied\.\*\*\n\n### data\n```\n {2}aws_s3_bucket\.files changes tags\n```\n/,
  );
});

test("reports no drift where an empty map stands for null", async () => {
  const workspace = drifted();
  const change = { actions: ["update"], before: { id: "a", tags: null }, after: { id: "a", tags: {} } };
  const resource_drift = [{ address: "aws_route53_zone.zone", type: "aws_route53_zone", mode: "managed", change }];
  writeFileSync(join(workspace.path("data"), "plan.json"), JSON.stringify({ resource_drift }));

  expect(await printDrift(workspace.session(), ["data"], {})).toBe(0);
});

/** Prints the drift of a stack with these resources in its state, where another stack has the others. */
async function driftOf(
  resource: Json,
  companions: readonly Json[],
  elsewhere: readonly Json[] = [],
): Promise<string[]> {
  const workspace = applied({ data: {}, api: { changes: [] } });
  const drift = { mode: "managed", ...resource, change: { actions: ["update"], ...resource.change } };
  writeFileSync(join(workspace.path("data"), "plan.json"), JSON.stringify({ resource_drift: [drift] }));
  workspace.writeState("data", 1, [{ type: resource.type }, ...companions]);
  workspace.writeState("api", 1, [{ type: "aws_vpc" }, ...elsewhere]);
  await printDrift(workspace.session(), ["data", "api"], { json: true });
  const [one] = JSON.parse(printed.at(-1)!).drifted;
  return one?.changes[0].changed ?? [];
}

const companion = (type: string, attributes: Json) => ({ type, instances: [{ attributes }] });

test("reports no drift of an argument that a companion of the resource has set", async () => {
  const bucket = (after: Json) => ({
    address: "aws_s3_bucket.files",
    type: "aws_s3_bucket",
    change: { before: { id: "files", policy: "", tags: null }, after: { id: "files", tags: {}, ...after } },
  });
  const policy = companion("aws_s3_bucket_policy", { bucket: "files" });

  expect(await driftOf(bucket({ policy: "{}" }), [policy])).toEqual([]);
  expect(await driftOf(bucket({ policy: "{}", tags: { by: "hand" } }), [policy])).toEqual(["tags"]);
  expect(await driftOf(bucket({ policy: "{}" }), [])).toEqual(["policy"]);
  expect(await driftOf(bucket({ policy: "{}" }), [companion("aws_s3_bucket_policy", { bucket: "other" })])).toEqual([
    "policy",
  ]);
});

test("finds a rule and a policy that no companion has made, in whichever stack the companions are", async () => {
  const group = (sources: readonly string[]) => ({
    address: "aws_security_group.database",
    type: "aws_security_group",
    change: {
      before: { id: "sg-1", ingress: [] },
      after: { id: "sg-1", ingress: [{ from_port: 5432, cidr_blocks: [], security_groups: sources, self: false }] },
    },
  });
  const rule = companion("aws_vpc_security_group_ingress_rule", { security_group_id: "sg-1" });

  expect(await driftOf(group(["sg-2", "sg-3"]), [rule], [rule])).toEqual([]);
  expect(await driftOf(group(["sg-2", "sg-3", "sg-4"]), [rule], [rule])).toEqual(["ingress"]);

  const role = (names: readonly string[]) => ({
    address: "aws_iam_role.api",
    type: "aws_iam_role",
    change: {
      before: { id: "api", inline_policy: [] },
      after: { id: "api", inline_policy: names.map((name) => ({ name, policy: "{}" })) },
    },
  });
  const inline = companion("aws_iam_role_policy", { role: "api" });

  expect(await driftOf(role(["read"]), [inline])).toEqual([]);
  expect(await driftOf(role(["read", "by-hand"]), [inline])).toEqual(["inline_policy"]);
});

test("tells rules of a network ACL by their direction", async () => {
  const acl = {
    address: "aws_network_acl.data",
    type: "aws_network_acl",
    change: { before: { id: "acl-1", egress: [] }, after: { id: "acl-1", egress: [{ rule_no: 100 }] } },
  };
  const rule = (egress: boolean) => companion("aws_network_acl_rule", { network_acl_id: "acl-1", egress });

  expect(await driftOf(acl, [rule(true), rule(false)])).toEqual([]);
  expect(await driftOf(acl, [rule(false)])).toEqual(["egress"]);
});
