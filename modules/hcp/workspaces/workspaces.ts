import { DataTfeAgentPool } from "@cdktf/provider-tfe/lib/data-tfe-agent-pool";
import { NotificationConfiguration } from "@cdktf/provider-tfe/lib/notification-configuration";
import { Project } from "@cdktf/provider-tfe/lib/project";
import { RunTrigger } from "@cdktf/provider-tfe/lib/run-trigger";
import { Workspace, type WorkspaceConfig } from "@cdktf/provider-tfe/lib/workspace";
import { WorkspaceSettings } from "@cdktf/provider-tfe/lib/workspace-settings";
import { check } from "@modules/core/checks";
import { Lazy, TerraformIterator, Token } from "cdktf";
import { Construct } from "constructs";
import { ProjectAccess, type ProjectAccessProps } from "./project-access";
import { ProjectVariables } from "./project-variables";

/**
 * Place where the runs of a workspace execute: machines of HCP Terraform, an agent, or the machine of whoever starts
 * them.
 */
export type Execution = "remote" | "agent" | "local";

export interface WorkspaceProps {
  readonly execution: Execution;

  /** Names of the workspaces whose outputs this one reads; at most 20, which is HCP Terraform's limit of run triggers. */
  readonly reads: readonly string[];
}

export interface WorkspacesProps {
  readonly organization: string;

  /** Name of the project, 3 to 40 letters, digits, spaces, hyphens and underscores. */
  readonly project: string;

  /** The workspaces by their names; called at synthesis, when the references between stacks are known. */
  readonly workspaces: () => Readonly<Record<string, WorkspaceProps>>;

  /** Version of Terraform in all runs, such as "1.11.4". */
  readonly terraformVersion: string;

  /** Name of the pool whose agents run workspaces with the execution `agent`. @default no such workspace */
  readonly agentPool?: string;

  /** Apply a successful plan without a person's approval. @default false */
  readonly autoApply?: boolean;

  /** Environment variables of all runs, which hold no secret. @default none */
  readonly variables?: Readonly<Record<string, string>>;

  /** Permissions of teams by their names. @default those that teams have in the whole organization */
  readonly teams?: ProjectAccessProps["teams"];

  /** URL of an incoming webhook of Slack, which is a secret: whoever has it can post. @default no notifications */
  readonly slackWebhook?: string;

  /** Refuse to delete the workspaces, which hold the states. @default true */
  readonly deletionProtection?: boolean;

  /** Arguments of the provider's workspace that replace what this module sets. @default none */
  readonly overrides?: Partial<WorkspaceConfig>;
}

/**
 * A project with a workspace for each stack. Only workspaces that read from a state may access it. A finished apply
 * starts the runs of those workspaces. HCP Terraform checks daily for drift, except in workspaces with the execution
 * `local`.
 * https://developer.hashicorp.com/terraform/cloud-docs/workspaces
 */
export class Workspaces extends Construct {
  readonly projectId: string;

  constructor(scope: Construct, id: string, props: WorkspacesProps) {
    super(scope, id);
    const { organization, autoApply = false, deletionProtection = true } = props;
    const { id: projectId } = new Project(this, "project", { organization, name: props.project });
    this.projectId = projectId;
    const workspaces = iterator(() => this.settings(props));
    const pool = props.agentPool && new DataTfeAgentPool(this, "agents", { organization, name: props.agentPool });
    const workspace = new Workspace(this, "Default", {
      forEach: workspaces,
      organization,
      projectId,
      name: workspaces.key,
      terraformVersion: props.terraformVersion,
      autoApply,
      autoApplyRunTrigger: autoApply,
      // A run at the creation of the workspace would fail, because no configuration has been uploaded yet.
      queueAllRuns: false,
      fileTriggersEnabled: false,
      forceDelete: false,
      lifecycle: { preventDestroy: deletionProtection },
      ...props.overrides,
    });
    const idOf = (key: string) => `\${${resource(workspace)}[${key}].id}`;
    new WorkspaceSettings(this, "settings", {
      forEach: workspaces,
      workspaceId: idOf("each.key"),
      executionMode: "${each.value.execution}",
      ...(pool && { agentPoolId: `\${each.value.execution == "agent" ? ${resource(pool)}.id : null}` }),
      // HCP Terraform assesses drift only in workspaces whose runs it can start itself.
      assessmentsEnabled: Token.asAny('${each.value.execution != "local"}') as unknown as boolean,
      globalRemoteState: false,
      remoteStateConsumerIds: Token.asList(`\${[for name in each.value.readers : ${resource(workspace)}[name].id]}`),
    });
    const edges = iterator(() => runTriggers(props.workspaces()));
    new RunTrigger(this, "run-trigger", {
      forEach: edges,
      workspaceId: idOf("each.value.reader"),
      sourceableId: idOf("each.value.source"),
    });
    const { variables, teams, slackWebhook } = props;
    if (slackWebhook !== undefined) {
      new NotificationConfiguration(this, "notifications", {
        forEach: workspaces,
        workspaceId: idOf("each.key"),
        name: "chat",
        destinationType: "slack",
        url: slackWebhook,
        triggers: [...TRIGGERS],
        enabled: true,
      });
    }
    if (variables) {
      new ProjectVariables(this, "variables", { organization, projectId, name: props.project, variables });
    }
    new ProjectAccess(this, "access", { organization, projectId, teams });
  }

  /** Settings of each workspace, with the names of the workspaces that read from it. */
  private settings({ workspaces, agentPool }: WorkspacesProps): Record<string, object> {
    const all = workspaces();
    const names = Object.keys(all).sort();
    return Object.fromEntries(
      names.map((name) => {
        const { execution, reads } = all[name]!;
        check(this, execution !== "agent" || agentPool !== undefined, "agentPool", `given for ${name}`, "none");
        check(this, reads.length <= MOST_SOURCES, `workspaces.${name}.reads`, "at most 20", reads.length);
        const readers = names.filter((other) => all[other]!.reads.includes(name));
        return [name, { execution, readers }];
      }),
    );
  }
}

/**
 * Events that need a person's attention.
 * https://developer.hashicorp.com/terraform/cloud-docs/workspaces/settings/notifications
 */
const TRIGGERS = ["run:needs_attention", "run:errored", "assessment:drifted", "assessment:failed"];

/**
 * Maximum number of workspaces that may trigger runs of one workspace.
 * https://developer.hashicorp.com/terraform/cloud-docs/workspaces/settings/run-triggers
 */
const MOST_SOURCES = 20;

/**
 * Run triggers: one for each pair of a workspace and a workspace that it reads from. Workspaces with the execution
 * `local` have none, because HCP Terraform cannot start their runs.
 */
function runTriggers(workspaces: Readonly<Record<string, WorkspaceProps>>): Record<string, object> {
  const pairs = Object.entries(workspaces)
    .filter(([, { execution }]) => execution !== "local")
    .flatMap(([reader, { reads }]) => reads.map((source) => [`${reader}/${source}`, { reader, source }] as const));
  return Object.fromEntries(pairs.sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** A `for_each` over a map that is complete only at synthesis, so that the map becomes one resource block. */
function iterator(produce: () => Record<string, object>) {
  return TerraformIterator.fromMap(Token.asAnyMap(Lazy.anyValue({ produce })));
}

/** Address of a resource or a data source, for an expression. */
function resource(element: Workspace | DataTfeAgentPool): string {
  const prefix = element instanceof DataTfeAgentPool ? "data." : "";
  return `${prefix}${element.terraformResourceType}.${element.friendlyUniqueId}`;
}
