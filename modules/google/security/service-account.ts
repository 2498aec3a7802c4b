import { ProjectIamMember } from "@cdktf/provider-google/lib/project-iam-member";
import { ServiceAccount as GoogleServiceAccount } from "@cdktf/provider-google/lib/service-account";
import { ServiceAccountIamMember } from "@cdktf/provider-google/lib/service-account-iam-member";
import type { ITerraformDependable } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { projectOf } from "../project";

export interface IServiceAccount extends IConstruct {
  readonly email: string;
  /** As policies name it: `serviceAccount:<email>`. */
  readonly member: string;
}

export interface ServiceAccountProps {
  /** 6 to 30 lower-case letters, digits and hyphens; begins the mail address. */
  readonly name: string;

  /** At most 256 characters. */
  readonly description: string;
}

/** An identity without keys, that may do nothing until it is granted something. */
export class ServiceAccount extends Construct implements IServiceAccount {
  /** `projects/<project>/serviceAccounts/<email>` */
  readonly id: string;
  readonly email: string;
  readonly member: string;

  constructor(scope: Construct, id: string, props: ServiceAccountProps) {
    super(scope, id);
    const { name, description } = props;
    const account = new GoogleServiceAccount(this, "Default", { accountId: name, displayName: name, description });
    this.id = account.name;
    this.email = account.email;
    this.member = account.member;
  }

  /**
   * Lets an identity from elsewhere, such as a pipeline, act as this one.
   * @param id unique for the account
   * @param principal as policies name it, `principal://...` or `principalSet://...`
   */
  allowActing(id: string, principal: string): void {
    new ServiceAccountIamMember(this, id, {
      serviceAccountId: this.id,
      role: "roles/iam.workloadIdentityUser",
      member: principal,
    });
  }
}

export interface Condition {
  readonly title: string;
  readonly description?: string;
  /** In the Common Expression Language; https://cloud.google.com/iam/docs/conditions-overview */
  readonly expression: string;
}

/**
 * Gives an account a role on the whole project, in the account's stack. What
 * must not be made before the account has it depends on what is returned.
 *
 * @param role such as `roles/logging.logWriter`, or a custom role's name
 * @param id unique for the account; of need where the role's name is known only once it is made
 */
export function grantProject(
  account: IServiceAccount,
  role: string,
  condition?: Condition,
  id = role.replace("roles/", "").replace(/\W+/g, "-"),
): ITerraformDependable {
  if (BASIC_ROLES.has(role)) {
    throw new Error(`${account.node.path}: role must be a predefined or custom one, got ${role}`);
  }
  return new ProjectIamMember(account, id, {
    project: projectOf(account).id,
    role,
    member: account.member,
    condition,
  });
}

/** They reach everything of a project; https://cloud.google.com/iam/docs/roles-overview#basic */
const BASIC_ROLES = new Set(["roles/owner", "roles/editor", "roles/viewer", "roles/browser"]);
