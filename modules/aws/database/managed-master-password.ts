import { SecretsmanagerSecretRotation } from "@cdktf/provider-aws/lib/secretsmanager-secret-rotation";
import { Construct } from "constructs";
import { grant, type IRole } from "../security/role";
import type { ISecret } from "../security/secret";
import type { IMasterUser } from "./master-user";
import { checkRotationDays } from "./postgres/checks";

export interface ManagedMasterPasswordProps {
  /** Whose `masterPassword` is `managed`. */
  readonly database: IMasterUser;

  /** 1 to 90. @default 30 */
  readonly rotationDays?: number;
}

/** The secret RDS made for an instance, with a rotation less frequent than its seven days. */
export class ManagedMasterPassword extends Construct implements ISecret {
  readonly arn: string;
  readonly fields = ["username", "password"];

  private readonly database: IMasterUser;

  constructor(scope: Construct, id: string, props: ManagedMasterPasswordProps) {
    super(scope, id);
    const { database, rotationDays = 30 } = props;
    checkRotationDays(this, rotationDays);
    if (!database.managedSecretArn) {
      throw new Error(`${this.node.path}: database must have a managed masterPassword, got a rotated one`);
    }
    new SecretsmanagerSecretRotation(this, "Default", {
      secretId: database.managedSecretArn,
      rotationRules: { automaticallyAfterDays: rotationDays },
      // RDS has just made it.
      rotateImmediately: false,
    });
    this.arn = database.managedSecretArn;
    this.database = database;
  }

  grantRead(role: IRole): void {
    grant(
      role,
      `read-${this.node.id}`,
      { actions: ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"], resources: [this.arn] },
      { actions: ["kms:Decrypt"], resources: [this.database.key.arn] },
    );
  }
}
