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
