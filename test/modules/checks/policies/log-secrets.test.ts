import { firewalls } from "@modules/checks/policies/aws/firewalls";
import { logs } from "@modules/checks/policies/aws/logs";
import { googleSql } from "@modules/checks/policies/google/sql";
import { Resources } from "@modules/checks/policies/resources";
import { violations } from "@modules/checks/policies/rule";
import { expect, test } from "vitest";

/** Ids of the rules about audited values that a database with these parameters breaks, on AWS and on Google Cloud. */
function broken(parameters: Readonly<Record<string, string>>): string[] {
  const list = Object.entries(parameters).map(([name, value]) => ({ name, value }));
  const resource = {
    aws_db_parameter_group: { it: { family: "postgres17", parameter: list } },
    google_sql_database_instance: { it: { settings: { database_flags: list } } },
  };
  const all = new Resources([{ id: "shop", json: { resource }, isProtected: true }]);
  return [...logs, ...googleSql]
    .filter(({ id }) => id.endsWith("-audited-values"))
    .filter((rule) => violations(rule, all).length > 0)
    .map(({ id }) => id.split("-")[0]!);
}

test.each<[Record<string, string>, string[]]>([
  [{ "pgaudit.log": "ddl, write" }, ["aws", "google"]],
  [{ "pgaudit.log": "all" }, ["aws", "google"]],
  [{ "pgaudit.log_parameter": "on" }, ["aws", "google"]],
  [{ "pgaudit.log_parameter": "1" }, ["aws"]],
  [{ "auto_explain.log_min_duration": "500" }, ["aws"]],
])("refuses %j, which adds values of statements to the log", (parameters, clouds) => {
  expect(broken(parameters)).toEqual(clouds);
});

test.each<Record<string, string>>([
  {},
  { "pgaudit.log": "ddl,role", "pgaudit.log_parameter": "off" },
  { "pgaudit.log": "NONE", "auto_explain.log_min_duration": "-1" },
])("accepts %j", (parameters) => {
  expect(broken(parameters)).toEqual([]);
});

/** Whether a web ACL shows credentials in the requests that it samples. */
function showsCredentials(acl: object): boolean {
  const resource = { aws_wafv2_web_acl: { it: acl } };
  const all = new Resources([{ id: "shop", json: { resource }, isProtected: true }]);
  return violations(firewalls.find(({ id }) => id === "aws-waf-samples")!, all).length > 0;
}

const SAMPLED = { sampled_requests_enabled: true };

const hiding = (...fields: object[]) => ({ data_protection: fields.map((field) => ({ action: "HASH", field })) });

test.each<[object, boolean]>([
  [{ visibility_config: { sampled_requests_enabled: false }, rule: [{ visibility_config: SAMPLED }] }, true],
  [{ visibility_config: SAMPLED, data_protection_config: hiding({ field_type: "SINGLE_COOKIE" }) }, true],
  [
    {
      visibility_config: SAMPLED,
      data_protection_config: hiding({ field_type: "SINGLE_HEADER", field_keys: ["authorization"] }),
    },
    true,
  ],
  [{ visibility_config: SAMPLED, data_protection_config: hiding({ field_type: "SINGLE_HEADER" }) }, false],
  [
    {
      visibility_config: SAMPLED,
      data_protection_config: hiding({ field_type: "SINGLE_HEADER", field_keys: ["Authorization", "Cookie"] }),
    },
    false,
  ],
  [{ visibility_config: { sampled_requests_enabled: false } }, false],
])("finds credentials in the samples of %j: %s", (acl, expected) => {
  expect(showsCredentials(acl)).toBe(expected);
});
