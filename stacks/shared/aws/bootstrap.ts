import { StateBackend } from "@modules/aws/operations/state-backend";
import { DeliveryRoles, type DeliveryRolesProps } from "@modules/aws/security/delivery-roles";
import { MfaPolicy } from "@modules/aws/security/mfa-policy";
import { RESOURCE_ACTIONS } from "@modules/aws/security/resource-actions/table";
import { factsOf, setFacts } from "@modules/checks/facts";
import type { Pipeline } from "@modules/core/pipeline";
import { type App, TerraformOutput, TerraformResource, type TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { Environment } from "../../../environments/schema/environment";
import { AwsStack, rolePath } from "../../base/aws-stack";
import { EnvironmentStack, scopeName } from "../../base/environment-stack";

export interface BootstrapProps {
  /** Permissions boundaries that a role may have instead of the environment's, by a construct id. @default {} */
  readonly serviceBoundaries?: DeliveryRolesProps["serviceBoundaries"];
  /** Names of the account's roles that people assume, which then need multi-factor authentication. @default none */
  readonly people?: readonly string[];
}

/**
 * State bucket, lock table and the pipeline's roles, which every other stack needs. An administrator applies it with
 * `pnpm bootstrap`.
 */
export class BootstrapStack extends AwsStack {
  private readonly roles: DeliveryRoles;

  constructor(scope: Construct, environment: Environment, { serviceBoundaries, people = [] }: BootstrapProps = {}) {
    // The pipeline's roles manage the roles under the permissions boundary, so they themselves have no boundary.
    super(scope, environment, "bootstrap", { capRoles: false });
    const { delivery, deletionProtection, state } = environment;
    const roles = new DeliveryRoles(this, "delivery", {
      name: scopeName(environment),
      rolePath: rolePath(environment),
      pipeline: pipeline(environment),
      createProvider: delivery.createProvider,
      clusterRegions: [environment.account.region, ...Object.keys(environment.secondaryRegions)],
      serviceBoundaries,
    });
    this.roles = roles;
    setFacts(this, {
      ...factsOf(this),
      delivery: { plan: `${scopeName(environment)}-plan`, apply: `${scopeName(environment)}-apply` },
    });
    if (people.length > 0) {
      new MfaPolicy(this, "mfa", { name: `${scopeName(environment)}-require-mfa`, roles: people });
    }
    new TerraformOutput(this, "plan-role-arn", { value: roles.plan.arn, staticId: true });
    new TerraformOutput(this, "apply-role-arn", { value: roles.apply.arn, staticId: true });
    if (state.backend === "s3") {
      const backend = new StateBackend(this, "state", {
        bucket: state.bucket,
        lockTable: state.lockTable,
        keyName: this.named(`${environment.platform}-terraform-state`),
        deletionProtection,
      });
      roles.grantState(backend.bucketArn, backend.lockTableArn, backend.keyArn);
      new TerraformOutput(this, "state-key-arn", {
        value: backend.keyArn,
        description: "Belongs into state.keyArn of the environment",
        staticId: true,
      });
    }
  }

  /**
   * Allows the pipeline's roles to plan and apply the types of resources in the environment's stacks; call it after the
   * last stack is defined. Types without known calls are skipped, and a check reports their resources.
   */
  allowStacks(app: App): void {
    const stacks = app.node.children.filter((child) => AwsStack.isStack(child) && isOf(child, this.environment));
    const types = stacks
      .flatMap(({ node }) => node.findAll())
      .filter((construct) => TerraformResource.isTerraformResource(construct))
      .map(({ terraformResourceType }) => terraformResourceType);
    this.roles.allowTypes([...new Set(types)].filter((type) => type in RESOURCE_ACTIONS));
  }
}

function isOf(stack: TerraformStack, environment: Environment): boolean {
  return stack instanceof EnvironmentStack && stack.environment === environment;
}

/** The pipeline that plans and applies the environment in every cloud. */
export function pipeline(environment: Environment): Pipeline {
  const { delivery, state } = environment;
  const name = scopeName(environment);
  return state.backend === "hcp"
    ? {
        kind: "hcp",
        organization: state.organization,
        project: state.project,
        workspacePrefix: name,
      }
    : {
        kind: "github",
        repository: delivery.repository,
        repositoryId: delivery.repositoryId,
        workflow: delivery.workflow,
        environment: name,
      };
}
