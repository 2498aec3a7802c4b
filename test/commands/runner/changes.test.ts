import type { Json } from "@modules/checks/json";
import { expect, test } from "vitest";
import { changesOf } from "../../../commands/runner/changes";

function resource(type: string, change: Json, rest: Json = {}): Json {
  return { address: `${type}.it`, type, mode: "managed", change: { before: {}, after: {}, ...change }, ...rest };
}

function changes(...resources: readonly Json[]) {
  return changesOf({ resource_changes: resources }).changes;
}

test.each([
  [{ actions: ["create"] }, {}, "add"],
  [{ actions: ["update"] }, {}, "change"],
  [{ actions: ["delete", "create"] }, {}, "replace"],
  [{ actions: ["create", "delete"] }, {}, "replace"],
  [{ actions: ["delete"] }, {}, "destroy"],
  [{ actions: ["forget"] }, {}, "forget"],
  [{ actions: ["no-op"] }, { previous_address: "aws_vpc.old" }, "move"],
  [{ actions: ["update"] }, { previous_address: "aws_vpc.old" }, "change"],
  [{ actions: ["no-op"], importing: { id: "vpc-1" } }, {}, "import"],
])("reads %j %j as %s", (change, rest, action) => {
  expect(changes(resource("aws_vpc", change, rest))).toMatchObject([{ address: "aws_vpc.it", action }]);
});

test("leaves out what stays, and data sources", () => {
  expect(changes(resource("aws_vpc", { actions: ["no-op"] }))).toEqual([]);
  expect(changes(resource("aws_vpc", { actions: ["create"] }, { mode: "data" }))).toEqual([]);
});

test("names the arguments that change, those that are known after the apply too", () => {
  const change = {
    actions: ["delete", "create"],
    before: { engine: "postgres", engine_version: "15", arn: "arn:old" },
    after: { engine: "postgres", engine_version: "16" },
    after_unknown: { arn: true, tags: {} },
    replace_paths: [["engine_version"]],
  };

  expect(changes(resource("aws_db_instance", change))).toMatchObject([
    { changed: ["arn", "engine_version"], forcing: ["engine_version"], stateful: true, attention: ["data"] },
  ]);
});

test("holds no value of an argument or an output, which the plan has in clear and a pull request shows", () => {
  const secret = "hunter2-in-clear";
  const change = {
    actions: ["delete", "create"],
    before: { password: "other", nested: [{ token: "other" }] },
    after: { password: secret, nested: [{ token: secret }] },
    after_sensitive: { password: true },
    replace_paths: [["password"], ["nested", 0, "token"]],
  };
  const read = changesOf({
    resource_changes: [resource("aws_mq_broker", change)],
    output_changes: { token: { actions: ["create"], before: null, after: secret } },
  });

  expect(JSON.stringify(read)).toContain("password");
  expect(JSON.stringify(read)).not.toContain(secret);
});

test.each([
  ["aws_s3_bucket", { actions: ["delete"] }, ["data"]],
  ["aws_vpc", { actions: ["delete"] }, []],
  ["aws_iam_role_policy", { actions: ["create"] }, ["permissions"]],
  ["google_project_iam_member", { actions: ["delete"] }, ["permissions"]],
  ["aws_vpc_security_group_ingress_rule", { actions: ["create"] }, ["exposure"]],
  ["aws_appautoscaling_policy", { actions: ["create"] }, []],
  ["aws_kms_key", { actions: ["update"], before: { policy: "a" }, after: { policy: "b" } }, ["permissions", "keys"]],
  [
    "aws_db_instance",
    { actions: ["update"], before: { deletion_protection: true }, after: { deletion_protection: false } },
    ["protection"],
  ],
  [
    "aws_db_instance",
    { actions: ["update"], before: { publicly_accessible: false }, after: { publicly_accessible: true } },
    ["exposure"],
  ],
  ["aws_db_instance", { actions: ["update"], before: { kms_key_id: "a" }, after: { kms_key_id: "b" } }, ["keys"]],
])("requires a person to read a change of %s %j for %j", (type, change, attention) => {
  expect(changes(resource(type, change))).toMatchObject([{ attention }]);
});

test("names outputs whose values change", () => {
  const output_changes = { name: { actions: ["update"] }, arn: { actions: ["no-op"] } };

  expect(changesOf({ output_changes }).outputs).toEqual(["name"]);
});
