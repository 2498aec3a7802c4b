import { BillingAccountIamMember } from "@cdktf/provider-google/lib/billing-account-iam-member";
import { ProjectDefaultServiceAccounts } from "@cdktf/provider-google/lib/project-default-service-accounts";
import { ProjectIamAuditConfig } from "@cdktf/provider-google/lib/project-iam-audit-config";
import { ProjectIamMember } from "@cdktf/provider-google/lib/project-iam-member";
import { ProjectService } from "@cdktf/provider-google/lib/project-service";
import { factsOf, setFacts } from "@modules/checks/facts";
import { DeliveryAccounts } from "@modules/google/security/delivery-accounts";
import { BASIC_SERVICES, type Service } from "@modules/google/security/delivery-services";
import { IdentityPool } from "@modules/google/security/identity-pool";
import { dependable, TerraformOutput, TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import { scopeName } from "../../base/environment-stack";
import { type GoogleEnvironment, GoogleStack } from "../../base/google-stack";
import { pipeline } from "../aws/bootstrap";

export interface GoogleBootstrapProps {
  /** APIs that the environment uses in addition to `BASIC_SERVICES`. */
  readonly services: readonly Service[];
  /** Project roles that later stacks grant to their service accounts; at most ten. */
  readonly grantableRoles: readonly string[];
}

/**
 * APIs of the project and the pipeline's service accounts, which every other stack in Google Cloud needs. An owner of
 * the project applies it with `pnpm apply <id>` after the AWS bootstrap stack, which creates the bucket of its state.
 * runbooks/google-project.md has the steps before and after.
 */
export class GoogleBootstrapStack extends GoogleStack {
  /** Workload identity pool of the pipeline and of roles in the environment's AWS account. */
  readonly pool: IdentityPool;
  /** Service accounts that plan and apply; clusters authorize them by their mail addresses. */
  readonly accounts: DeliveryAccounts;

  constructor(scope: Construct, environment: GoogleEnvironment, { services, grantableRoles }: GoogleBootstrapProps) {
    super(scope, environment, "bootstrap");
    const { budget } = this.google;
    const all = [...BASIC_SERVICES, ...services, ...(budget ? BUDGET_SERVICES : [])];
    for (const service of all) {
      new ProjectService(this, service, {
        service: `${service}.googleapis.com`,
        // Disabling an API deletes the data of its service.
        disableOnDestroy: false,
      });
    }
    this.pool = new IdentityPool(this, "pool", {
      name: scopeName(environment),
      description: "Pipelines and roles of AWS that log in without keys",
      pipeline: pipeline(environment),
      awsAccountId: environment.account.id,
    });
    this.accounts = new DeliveryAccounts(this, "delivery", {
      pool: this.pool,
      pipeline: pipeline(environment),
      services: all,
      grantableRoles,
    });
    // Default service accounts are editors of the project unless an organization policy forbids it, and an instance
    // without its own account uses one of them.
    const defaults = new ProjectDefaultServiceAccounts(this, "default-accounts", {
      project: this.google.project.id,
      action: "DEPRIVILEGE",
      restorePolicy: "REVERT_AND_IGNORE_FAILURE",
    });
    setFacts(this, { ...factsOf(this), googleDelivery: { plan: "delivery-plan", apply: "delivery-apply" } });
    const budgets = budget ? this.grantBudgets(budget.billingAccount) : [];
    this.waitForServices(this.pool, this.accounts, defaults, ...budgets, ...this.addAuditLogs(all));
    this.writePolicyAfter(defaults);
    new TerraformOutput(this, "plan-account", { value: this.accounts.plan.email, staticId: true });
    new TerraformOutput(this, "apply-account", { value: this.accounts.apply.email, staticId: true });
  }

  /**
   * Grants the permissions for budgets. They belong to the billing account, so an administrator of that account must
   * apply them.
   */
  private grantBudgets(billingAccountId: string): BillingAccountIamMember[] {
    const { plan, apply } = this.accounts;
    const grants = [
      ["plan-budgets", plan, "roles/billing.viewer"],
      ["apply-budgets", apply, "roles/billing.costsManager"],
    ] as const;
    return grants.map(
      ([id, { member }, role]) =>
        new BillingAccountIamMember(this, id, {
          billingAccountId,
          role,
          member,
          dependsOn: [this.node.findChild("cloudbilling") as ProjectService],
        }),
    );
  }

  /** Adds audit logs of data access for some services. Admin activity is always logged. */
  private addAuditLogs(services: readonly Service[]): ProjectIamAuditConfig[] {
    return services
      .filter((service) => service in AUDITED)
      .map((service) => {
        return new ProjectIamAuditConfig(this, `audit-${service}`, {
          project: this.google.project.id,
          service: AUDITED[service]!,
          auditLogConfig: ["DATA_READ", "DATA_WRITE"].map((logType) => ({ logType })),
        });
      });
  }

  /**
   * Orders the other bindings after `DEPRIVILEGE`. It writes the project's policy without the lock and the retries of
   * other resources, and in the policy's first version, which Google refuses when a binding has a condition.
   */
  private writePolicyAfter(defaults: ProjectDefaultServiceAccounts): void {
    for (const resource of this.node.findAll()) {
      if (resource instanceof ProjectIamMember || resource instanceof ProjectIamAuditConfig) {
        resource.dependsOn = [...(resource.dependsOn ?? []), dependable(defaults)];
      }
    }
  }

  /** Makes constructs wait for their APIs, which are disabled in an empty project. */
  private waitForServices(...constructs: readonly Construct[]): void {
    const needed = ["cloudresourcemanager", "compute", "iam"].map((service) => {
      return dependable(this.node.findChild(service) as ProjectService);
    });
    for (const resource of constructs.flatMap(({ node }) => node.findAll())) {
      if (TerraformResource.isTerraformResource(resource)) {
        resource.dependsOn = [...(resource.dependsOn ?? []), ...needed];
      }
    }
  }
}

/** APIs of budgets, and of permissions on billing accounts. */
const BUDGET_SERVICES: readonly Service[] = ["billingbudgets", "cloudbilling"];

/**
 * Services whose data access is logged, by their name in audit logs: few clients read their data, so these logs are
 * small. The entries of Cloud SQL come from pgAudit. https://cloud.google.com/logging/docs/audit/configure-data-access
 */
const AUDITED: Readonly<Partial<Record<Service, string>>> = {
  secretmanager: "secretmanager.googleapis.com",
  sqladmin: "cloudsql.googleapis.com",
  storage: "storage.googleapis.com",
};
