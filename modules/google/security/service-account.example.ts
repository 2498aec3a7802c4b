import { grantProject, ServiceAccount } from "@modules/google/security/service-account";
import type { Construct } from "constructs";

/** An account that writes logs, and an account of another team that gets the same role. */
export function example(scope: Construct): void {
  const writer = new ServiceAccount(scope, "writer", { name: "log-writer", description: "Writes logs" });
  const legacy = ServiceAccount.fromExisting(scope, "legacy", {
    email: "legacy-writer@example-project.iam.gserviceaccount.com",
  });

  for (const account of [writer, legacy]) {
    grantProject(account, "roles/logging.logWriter");
  }
}
