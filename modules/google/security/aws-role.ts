import { Construct } from "constructs";
import type { IIdentityPool } from "./identity-pool";

export interface AwsRoleProps {
  /** Knows the role's account. */
  readonly pool: IIdentityPool;

  /** Name of the role, without a path. */
  readonly role: string;
}

/** Sessions of a role of AWS, which can be granted what a service account can, without being one. */
export class AwsRole extends Construct {
  /** As policies name it: `principalSet://...`. */
  readonly member: string;

  constructor(scope: Construct, id: string, { pool, role }: AwsRoleProps) {
    super(scope, id);
    if (!/^[\w+=,.@-]{1,64}$/.test(role)) {
      throw new Error(`${this.node.path}: role must be a role's name without a path, got ${role}`);
    }
    this.member = pool.awsRole(role);
  }
}
