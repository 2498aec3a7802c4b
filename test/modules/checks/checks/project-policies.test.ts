import { ProjectDefaultServiceAccounts } from "@cdktf/provider-google/lib/project-default-service-accounts";
import { ProjectIamMember } from "@cdktf/provider-google/lib/project-iam-member";
import { GoogleProvider } from "@cdktf/provider-google/lib/provider";
import { faultsOf } from "@modules/testing/faults";
import { LocalBackend, TerraformStack } from "cdktf";
import { expect, test } from "vitest";

function faultsWith(action: string, isOrdered: boolean): string[] {
  return faultsOf((app) => {
    const stack = new TerraformStack(app, "shop");
    new LocalBackend(stack, { path: "shop.tfstate" });
    new GoogleProvider(stack, "google", { project: "shop-production" });
    const defaults = new ProjectDefaultServiceAccounts(stack, "defaults", { project: "shop-production", action });
    new ProjectIamMember(stack, "logs", {
      project: "shop-production",
      role: "roles/logging.logWriter",
      member: "group:operators@example.com",
      dependsOn: isOrdered ? [defaults] : [],
    });
  });
}

test("fails on a policy that is written beside the removal of the default accounts' role", () => {
  expect(faultsWith("DEPRIVILEGE", false)).toEqual([
    "shop/logs: depends_on must have google_project_default_service_accounts.defaults, which cannot write the project's policy after or beside others, got none; add it to dependsOn",
  ]);
});

test("accepts a policy that is written afterwards, and accounts that are disabled, which changes no policy", () => {
  expect(faultsWith("DEPRIVILEGE", true)).toEqual([]);
  expect(faultsWith("DISABLE", false)).toEqual([]);
});
