import { only, resources } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { stacks } from "../../../support/stacks";

test.each([
  ["dafnckmachine-production", "4000"],
  ["dafnckmachine-development", "500"],
  ["lp-production", "3000"],
])("%s limits its project's month to %s dollars and notifies by mail", (environment, units) => {
  const budget = only(stacks[`${environment}-google-costs`]!, "google_billing_budget");

  expect(budget.amount.specified_amount.units).toBe(units);
  expect(budget.all_updates_rule.monitoring_notification_channels.length).toBeGreaterThan(0);
});

test.each(["dafnckmachine-production", "lp-production"])(
  "%s lets the pipeline change budgets, and its plans read them, once the API is enabled",
  (environment) => {
    const members = resources(stacks[`${environment}-google-bootstrap`]!, "google_billing_account_iam_member");

    expect(members.map(({ role, member }) => [role, /delivery_(\w+?)_/.exec(member)?.[1]]).sort()).toEqual([
      ["roles/billing.costsManager", "apply"],
      ["roles/billing.viewer", "plan"],
    ]);
    expect(members.every(({ depends_on }) => depends_on.includes("google_project_service.cloudbilling"))).toBe(true);
  },
);
