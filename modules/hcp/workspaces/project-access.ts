import { DataTfeTeam } from "@cdktf/provider-tfe/lib/data-tfe-team";
import { TeamProjectAccess, type TeamProjectAccessConfig } from "@cdktf/provider-tfe/lib/team-project-access";
import { Construct } from "constructs";

export interface ProjectAccessProps {
  readonly organization: string;

  readonly projectId: string;

  /**
   * Permissions of teams by their names: `read` sees plans and states, `write` starts and approves runs, `maintain`
   * manages workspaces, too. Teams besides `owners` need a paid edition.
   * https://developer.hashicorp.com/terraform/cloud-docs/users-teams-organizations/permissions/project
   * @default none
   */
  readonly teams?: Readonly<Record<string, "read" | "write" | "maintain" | "admin">>;

  /** Arguments of each team's access that replace what this module sets. @default none */
  readonly overrides?: Partial<TeamProjectAccessConfig>;
}

/** Permissions of teams in a project. */
export class ProjectAccess extends Construct {
  constructor(scope: Construct, id: string, { organization, projectId, teams = {}, overrides }: ProjectAccessProps) {
    super(scope, id);
    for (const [name, access] of Object.entries(teams)) {
      const { id: teamId } = new DataTfeTeam(this, `team-${name}`, { organization, name });
      new TeamProjectAccess(this, name, { projectId, teamId, access, ...overrides });
    }
  }
}
