import { ProjectDefaultServiceAccounts } from "@cdktf/provider-google/lib/project-default-service-accounts";
import { ProjectIamAuditConfig } from "@cdktf/provider-google/lib/project-iam-audit-config";
import { ProjectService } from "@cdktf/provider-google/lib/project-service";
import { DeliveryAccounts } from "@modules/google/security/delivery-accounts";
import { BASIC_SERVICES, type Service } from "@modules/google/security/delivery-services";
import { IdentityPool } from "@modules/google/security/identity-pool";
import { dependable, TerraformOutput, TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import { scopeName } from "../../base/environment-stack";
import { type GoogleEnvironment, GoogleStack } from "../../base/google-stack";
import { pipeline } from "../aws/bootstrap";

export interface GoogleBootstrapProps {
  /** Services the environment uses beside those that every project needs. */
  readonly services: readonly Service[];
  /** Roles on the project that later stacks give to the accounts they make; at most ten. */
  readonly grantableRoles: readonly string[];
}

/**
 * What a project needs before any other stack: its services, and accounts for
 * the pipeline. Like the AWS account's, an administrator applies it, after that
 * one, since its state is in the same bucket: `pnpm apply <id>` with credentials
 * of both clouds, an owner's of the project. runbooks/google-project.md says
 * what comes before and after.
 */
export class GoogleBootstrapStack extends GoogleStack {
  /** Also knows the roles of the environment's AWS account. */
  readonly pool: IdentityPool;
  /** Whoever plans and applies: clusters let them in by their mail addresses. */
  readonly accounts: DeliveryAccounts;

  constructor(scope: Construct, environment: GoogleEnvironment, { services, grantableRoles }: GoogleBootstrapProps) {
    super(scope, environment, "bootstrap");
    const all = [...BASIC_SERVICES, ...services];
    for (const service of all) {
      new ProjectService(this, service, {
        service: `${service}.googleapis.com`,
        // A service that is off loses what it holds.
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
    // They are editors of the project unless an organization forbids it, and whoever makes an instance could be one.
    const defaults = new ProjectDefaultServiceAccounts(this, "default-accounts", {
      project: this.google.project.id,
      action: "DEPRIVILEGE",
      restorePolicy: "REVERT_AND_IGNORE_FAILURE",
    });
    this.waitForServices(this.pool, this.accounts, defaults, ...this.addAuditLogs(all));
    new TerraformOutput(this, "plan-account", { value: this.accounts.plan.email, staticId: true });
    new TerraformOutput(this, "apply-account", { value: this.accounts.apply.email, staticId: true });
  }

  /** Changes of configuration are logged in any project, but who reads and writes data only where it is asked for. */
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

  /** In an empty project they are off. */
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

/**
 * Services whose data is read by few and seldom, by the name they have in audit
 * logs. Cloud SQL's entries are what pgAudit records.
 * https://cloud.google.com/logging/docs/audit/configure-data-access
 */
const AUDITED: Readonly<Partial<Record<Service, string>>> = {
  secretmanager: "secretmanager.googleapis.com",
  sqladmin: "cloudsql.googleapis.com",
  storage: "storage.googleapis.com",
};
