import { ProjectAccess } from "@modules/hcp/workspaces/project-access";
import type { Construct } from "constructs";

/** A team that approves runs, and one that may only read them. */
export function example(scope: Construct): void {
  new ProjectAccess(scope, "access", {
    organization: "example-organization",
    projectId: "prj-1234567890abcdef",
    teams: { platform: "write", audit: "read" },
  });
}
