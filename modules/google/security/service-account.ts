import { ProjectIamMember } from "@cdktf/provider-google/lib/project-iam-member";
import {
  ServiceAccount as GoogleServiceAccount,
  type ServiceAccountConfig,
} from "@cdktf/provider-google/lib/service-account";
import { ServiceAccountIamMember } from "@cdktf/provider-google/lib/service-account-iam-member";
import { check, checkPattern } from "@modules/core/checks";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { projectOf } from "../project";
import type { IPrincipal } from "./principal";

export interface IServiceAccount extends IPrincipal {
  readonly email: string;
  /** Member string of a policy: `serviceAccount:<email>`. */
  readonly member: string;

  /**
   * Allows an identity outside of Google's accounts, such as a pipeline or a pod, to act as this account without a key.
   *
   * @param id construct id, unique for the account
   * @param principal member string, such as `principal://...` or `principalSet://...`
   */
  allowActing(id: string, principal: string): void;
}

export interface ServiceAccountProps {
  /**
   * Name of the account, which is the part of its email address before the @: 6 to 30 lower-case letters, digits and
   * hyphens, beginning with a letter.
   */
  readonly name: string;

  /** Description of the account, at most 256 characters. */
  readonly description: string;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<ServiceAccountConfig>;
}

export interface ServiceAccountAttributes {
  /** Such as `shop-api@shop-production.iam.gserviceaccount.com`. */
  readonly email: string;
}

/** A service account without keys. It has no permissions until it is granted some. */
export class ServiceAccount extends Construct implements IServiceAccount {
  /** An account that another stack, tool or project owns. Grants make policies in this stack. */
  static fromExisting(scope: Construct, id: string, attributes: ServiceAccountAttributes): IServiceAccount {
    return new ExistingServiceAccount(scope, id, attributes);
  }

  /** `projects/<project>/serviceAccounts/<email>` */
  readonly id: string;
  readonly email: string;
  readonly member: string;

  constructor(scope: Construct, id: string, props: ServiceAccountProps) {
    super(scope, id);
    const { name, description, overrides } = props;
    const account = new GoogleServiceAccount(this, "Default", {
      accountId: name,
      displayName: name,
      description,
      ...overrides,
    });
    this.id = account.name;
    this.email = account.email;
    this.member = account.member;
  }

  allowActing(id: string, principal: string): void {
    allowActing(this, this.id, id, principal);
  }
}

class ExistingServiceAccount extends Construct implements IServiceAccount {
  readonly email: string;
  readonly member: string;

  constructor(scope: Construct, id: string, { email }: ServiceAccountAttributes) {
    super(scope, id);
    checkPattern(this, "email", email, /^[^@\s]+@[^@\s]+\.gserviceaccount\.com$/, "the email of a service account");
    this.email = email;
    this.member = `serviceAccount:${email}`;
  }

  allowActing(id: string, principal: string): void {
    // The project `-` stands for the project that owns the account.
    allowActing(this, `projects/-/serviceAccounts/${this.email}`, id, principal);
  }
}

function allowActing(account: IServiceAccount, serviceAccountId: string, id: string, member: string): void {
  new ServiceAccountIamMember(account, id, { serviceAccountId, role: "roles/iam.workloadIdentityUser", member });
}

export interface Condition {
  readonly title: string;
  readonly description?: string;
  /** Expression in the Common Expression Language; https://cloud.google.com/iam/docs/conditions-overview */
  readonly expression: string;
}

/**
 * Grants an account a role on the whole project, in the account's stack.
 *
 * @param role such as `roles/logging.logWriter`, or the name of a custom role
 * @param id construct id, unique for the account; required for a custom role, whose name is unknown at synthesis
 * @returns the binding, for `dependsOn` of a resource that needs the role when it is created
 */
export function grantProject(
  account: IServiceAccount,
  role: string,
  condition?: Condition,
  id = role.replace("roles/", "").replace(/\W+/g, "-"),
): ITerraformDependable {
  check(account, !BASIC_ROLES.has(role), "role", "a predefined or custom role, as basic roles reach everything", role);
  return new ProjectIamMember(account, id, {
    project: projectOf(account).id,
    role,
    member: account.member,
    condition,
  });
}

/** https://cloud.google.com/iam/docs/roles-overview#basic */
const BASIC_ROLES = new Set(["roles/owner", "roles/editor", "roles/viewer", "roles/browser"]);
