import { ProjectVariableSet } from "@cdktf/provider-tfe/lib/project-variable-set";
import { Variable } from "@cdktf/provider-tfe/lib/variable";
import { VariableSet, type VariableSetConfig } from "@cdktf/provider-tfe/lib/variable-set";
import { Construct } from "constructs";

export interface ProjectVariablesProps {
  readonly organization: string;

  readonly projectId: string;

  /** Environment variables of all runs by their names. They are shown in runs, so they hold no secret. */
  readonly variables: Readonly<Record<string, string>>;

  /** Name of the variable set, unique in the organization. */
  readonly name: string;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<VariableSetConfig>;
}

/**
 * Environment variables of every workspace of a project, such as the roles of dynamic credentials.
 * https://developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials
 */
export class ProjectVariables extends Construct {
  constructor(scope: Construct, id: string, props: ProjectVariablesProps) {
    super(scope, id);
    const { organization, projectId, variables, name, overrides } = props;
    const { id: variableSetId } = new VariableSet(this, "Default", {
      organization,
      name,
      parentProjectId: projectId,
      ...overrides,
    });
    for (const [key, value] of Object.entries(variables)) {
      new Variable(this, key, { variableSetId, category: "env", key, value });
    }
    new ProjectVariableSet(this, "project", { projectId, variableSetId });
  }
}
