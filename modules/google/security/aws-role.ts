import { checkPattern } from "@modules/core/checks";
import { Construct } from "constructs";
import type { IIdentityPool } from "./identity-pool";
import type { IPrincipal } from "./principal";

export interface AwsRoleProps {
  /** Pool that trusts the role's AWS account. */
  readonly pool: IIdentityPool;

  /** Name of the role, without its path. */
  readonly role: string;
}

/** The sessions of an AWS role as a principal of Google Cloud. Grants accept it like a service account. */
export class AwsRole extends Construct implements IPrincipal {
  readonly member: string;

  constructor(scope: Construct, id: string, { pool, role }: AwsRoleProps) {
    super(scope, id);
    checkPattern(this, "role", role, /^[\w+=,.@-]{1,64}$/, "the name of a role without its path");
    this.member = pool.awsRole(role);
  }
}
