import { policies } from "@modules/checks/policies/all";
import { TOPICS } from "@modules/checks/policies/topics";
import type { PreparedStack } from "@modules/checks/prepare";
import { describe, expect, test } from "vitest";
import { accountRules } from "../../../commands/documents/account-rules";
import { controlsPage } from "../../../commands/documents/controls-page";
import { runbooks } from "../../../commands/documents/runbook-controls";
import { prepared } from "../../support/stacks";

const page = controlsPage(prepared);
const row = (control: string) => page.split("\n").find((line) => line.startsWith(`| ${control} |`)) ?? "";

test("has a section for each catalog", () => {
  expect([...page.matchAll(/^## \[(.+?)\]/gm)].map(([, title]) => title)).toEqual([
    "SOC 2, Trust Services Criteria",
    "ISO/IEC 27001:2022, Annex A",
    "NIST Cybersecurity Framework 2.0",
    "GDPR",
  ]);
});

test("shows a control by policies, rules of the account and runbooks", () => {
  expect(row("A.8.13")).toMatch(/`aws-rds-backups`.*`databases-backed-up`.*repository-mirroring\.md/);
  expect(row("Art. 32(1)(a)")).toMatch(/`aws-rds-customer-key`.*`encrypted-volumes`/);
  expect(row("A.5.30")).toContain("(../runbooks/lp/region-failover.md)");
});

test("places every policy and every runbook", () => {
  const placed = policies.filter(({ topic }) => Object.keys(TOPICS[topic]).length > 0);

  expect(placed.filter(({ id }) => !page.includes(`\`${id}\``))).toEqual([]);
  expect(runbooks().filter(({ file }) => !page.includes(`(../${file})`))).toEqual([]);
});

describe("rules of the account", () => {
  test("are those of AWS Config, alone and in packs", () => {
    const names = accountRules(prepared).map(({ name }) => name);

    expect(names).toEqual(expect.arrayContaining(["encrypted-buckets", "root-mfa"]));
    expect(new Set(names).size).toBe(names.length);
  });

  test("fail when one has no subject", () => {
    const stack = {
      json: {
        resource: {
          aws_config_config_rule: { it: { name: "it", source: { source_identifier: "ECS_NO_ENVIRONMENT_SECRETS" } } },
        },
      },
    } as unknown as PreparedStack;

    expect(() => accountRules([stack])).toThrow("ECS_NO_ENVIRONMENT_SECRETS: topic must be given");
  });
});
