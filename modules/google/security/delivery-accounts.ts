import { ProjectIamCustomRole } from "@cdktf/provider-google/lib/project-iam-custom-role";
import { check, checkLength } from "@modules/core/checks";
import type { Phase, Pipeline } from "@modules/core/pipeline";
import { Construct } from "constructs";
import { permissionsOf, type Service } from "./delivery-services";
import type { IIdentityPool } from "./identity-pool";
import { principals } from "./pipeline-identities";
import { type Condition, grantProject, ServiceAccount, type ServiceAccountProps } from "./service-account";

export interface DeliveryAccountsProps {
  /** Workload identity pool that trusts the pipeline. */
  readonly pool: IIdentityPool;

  readonly pipeline: Pipeline;

  /** Services whose resources the pipeline manages. */
  readonly services: readonly Service[];

  /** Roles on the project that the pipeline may grant to accounts, 1 to 10 predefined roles without administration. */
  readonly grantableRoles: readonly string[];

  /** Arguments of both service accounts that replace what this module sets. @default none */
  readonly overrides?: ServiceAccountProps["overrides"];
}

/**
 * Two service accounts for a pipeline, without keys: one plans, one applies. The second creates accounts and grants them
 * `grantableRoles` alone; neither creates roles, account keys or workload identity pools, so the pipeline cannot extend
 * its own permissions. An administrator applies the stack that holds this module.
 */
export class DeliveryAccounts extends Construct {
  readonly plan: ServiceAccount;
  readonly apply: ServiceAccount;

  constructor(scope: Construct, id: string, props: DeliveryAccountsProps) {
    super(scope, id);
    const { services, grantableRoles } = props;
    this.checkRoles(grantableRoles);
    const permissions = permissionsOf(services);
    this.plan = this.addAccount("plan", "Plans changes of any branch: reads configuration, never data", props);
    const reading = new ProjectIamCustomRole(this, "reading", {
      roleId: "delivery_plan",
      title: "Delivery: plan",
      description: "Reads what a refresh reads: configuration, never data",
      permissions: [...permissions.plan],
    });
    grantProject(this.plan, reading.name, undefined, "reading");
    this.apply = this.addAccount("apply", "Applies approved changes", props);
    for (const role of permissions.apply) {
      grantProject(this.apply, role, CONDITIONS[role]);
    }
    grantProject(
      this.apply,
      "roles/resourcemanager.projectIamAdmin",
      grantsOnly("roles of workloads", "Gives and takes no other roles on the project", grantableRoles),
    );
  }

  /** Each environment has a project of its own, so the name of the account does not say which. */
  private addAccount(
    phase: Phase,
    description: string,
    { pool, pipeline, overrides }: DeliveryAccountsProps,
  ): ServiceAccount {
    const account = new ServiceAccount(this, phase, { name: `delivery-${phase}`, description, overrides });
    for (const [id, principal] of Object.entries(principals(pool.name, pipeline, phase))) {
      account.allowActing(id, principal);
    }
    return account;
  }

  private checkRoles(roles: readonly string[]): void {
    // https://cloud.google.com/iam/docs/conditions-attribute-reference#api-attributes
    checkLength(this, "grantableRoles", roles, 1, 10);
    const powerful = roles.find((role) => !/^roles\/\w+\.\w+$/.test(role) || /admin|owner|tokenCreator/i.test(role));
    check(this, powerful === undefined, "grantableRoles", "predefined roles without administration", powerful);
  }
}

/** https://cloud.google.com/iam/docs/setting-limits-on-granting-roles */
function grantsOnly(title: string, description: string, roles: readonly string[]): Condition {
  const list = roles.map((role) => `'${role}'`).join(", ");
  return {
    title,
    description,
    expression: `api.getAttribute('iam.googleapis.com/modifiedGrantsByRole', []).hasOnly([${list}])`,
  };
}

/** Conditions of roles that may change the policies of service accounts: no keys, and no tokens for people. */
const CONDITIONS: Readonly<Record<string, Condition>> = {
  "roles/iam.serviceAccountAdmin": grantsOnly("use by workloads", "Lets workloads act as accounts, and nobody else", [
    "roles/iam.serviceAccountUser",
    "roles/iam.workloadIdentityUser",
  ]),
};
