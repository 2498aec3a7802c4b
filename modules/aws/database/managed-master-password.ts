import {
  SecretsmanagerSecretRotation,
  type SecretsmanagerSecretRotationConfig,
} from "@cdktf/provider-aws/lib/secretsmanager-secret-rotation";
import { checkWholeNumber } from "@modules/core/checks";
import { Construct } from "constructs";
import { grant, type IRole } from "../security/role";
import type { ISecret } from "../security/secret";
import { ROTATION_DAYS } from "./limits";
import type { IManagedPasswordDatabase } from "./master-password";

export interface ManagedMasterPasswordProps {
  readonly database: Pick<IManagedPasswordDatabase, "managedSecretArn" | "key">;

  /** Days between rotations, 1 to 90. @default 30 */
  readonly rotationDays?: number;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<SecretsmanagerSecretRotationConfig>;
}

/**
 * The secret that RDS created for the master user of a database, with its rotation, for which RDS's own default is
 * seven days.
 */
export class ManagedMasterPassword extends Construct implements ISecret {
  readonly arn: string;
  readonly fields = ["username", "password"];

  private readonly database: Pick<IManagedPasswordDatabase, "managedSecretArn" | "key">;

  constructor(scope: Construct, id: string, props: ManagedMasterPasswordProps) {
    super(scope, id);
    const { database, rotationDays = 30, overrides } = props;
    checkWholeNumber(this, "rotationDays", rotationDays, ROTATION_DAYS.min, ROTATION_DAYS.max);
    new SecretsmanagerSecretRotation(this, "Default", {
      secretId: database.managedSecretArn,
      rotationRules: { automaticallyAfterDays: rotationDays },
      // A rotation is unnecessary now, because RDS has just generated the password.
      rotateImmediately: false,
      ...overrides,
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
