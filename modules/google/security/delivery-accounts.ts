import { ProjectIamCustomRole } from "@cdktf/provider-google/lib/project-iam-custom-role";
import type { Phase, Pipeline } from "@modules/core/pipeline";
import { Construct } from "constructs";
import { needsOf, type Service } from "./delivery-services";
import type { IIdentityPool } from "./identity-pool";
import { principals } from "./pipeline";
import { type Condition, grantProject, ServiceAccount } from "./service-account";

export interface DeliveryAccountsProps {
  /** Vouches for the pipeline. */
  readonly pool: IIdentityPool;

  readonly pipeline: Pipeline;

  /** Services whose resources the pipeline manages. */
  readonly services: readonly Service[];

  /** Roles on the project that the pipeline may give to accounts it makes, at most ten. */
  readonly grantableRoles: readonly string[];
}

/**
 * Accounts a pipeline acts as without keys: one that can only plan, one that
 * applies. What applies can make accounts and give them roles on the project,
 * but only those it is told, and neither makes roles, keys of accounts or pools:
 * it cannot raise itself. So an administrator applies the stack that holds them.
 */
export class DeliveryAccounts extends Construct {
  readonly plan: ServiceAccount;
  readonly apply: ServiceAccount;

  constructor(scope: Construct, id: string, props: DeliveryAccountsProps) {
    super(scope, id);
    const { services, grantableRoles } = props;
    this.check(grantableRoles);
    const needs = needsOf(services);
    this.plan = this.addAccount("plan", "Plans changes of any branch: reads configuration, never data", props);
    const reading = new ProjectIamCustomRole(this, "reading", {
      roleId: "delivery_plan",
      title: "Delivery: plan",
      description: "Reads what a refresh reads: configuration, never data",
      permissions: [...needs.plan],
    });
    grantProject(this.plan, reading.name, undefined, "reading");
    this.apply = this.addAccount("apply", "Applies approved changes", props);
    for (const role of needs.apply) {
      grantProject(this.apply, role, CONDITIONS[role]);
    }
    grantProject(
      this.apply,
      "roles/resourcemanager.projectIamAdmin",
      grantsOnly("roles of workloads", "Gives and takes no other roles on the project", grantableRoles),
    );
  }

  /** The project is the environment's own, so the name need not say which it is. */
  private addAccount(phase: Phase, description: string, { pool, pipeline }: DeliveryAccountsProps): ServiceAccount {
    const account = new ServiceAccount(this, phase, { name: `delivery-${phase}`, description });
    for (const [id, principal] of Object.entries(principals(pool.name, pipeline, phase))) {
      account.allowActing(id, principal);
    }
    return account;
  }

  private check(roles: readonly string[]): void {
    // https://cloud.google.com/iam/docs/conditions-attribute-reference#api-attributes
    if (roles.length === 0 || roles.length > 10) {
      throw new Error(`${this.node.path}: grantableRoles must be 1 to 10 roles, got ${roles.length}`);
    }
    const mighty = roles.find((role) => !/^roles\/\w+\.\w+$/.test(role) || /admin|owner|tokenCreator/i.test(role));
    if (mighty !== undefined) {
      throw new Error(
        `${this.node.path}: grantableRoles must be predefined roles that administer nothing, got ${mighty}`,
      );
    }
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

/** Of the roles that may set policies of accounts: no keys, no tokens for people. */
const CONDITIONS: Readonly<Record<string, Condition>> = {
  "roles/iam.serviceAccountAdmin": grantsOnly("use by workloads", "Lets workloads act as accounts, and nobody else", [
    "roles/iam.serviceAccountUser",
    "roles/iam.workloadIdentityUser",
  ]),
};
