import { SecretsmanagerSecretRotation } from "@cdktf/provider-aws/lib/secretsmanager-secret-rotation";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { IFunction } from "../../functions/function";
import type { IKey } from "../../security/key";
import { grant, type IRole } from "../../security/role";
import { type IReplicableSecret, type ISecret, Secret } from "../../security/secret";
import type { DatabaseUserSecret } from "./props";

/** Keys of the JSON object that the function writes. The previous login stays valid until the next rotation. */
const FIELDS = [
  "url",
  "engine",
  "host",
  "port",
  "dbname",
  "username",
  "password",
  "previousUsername",
  "previousPassword",
];

export interface UserSecretProps extends DatabaseUserSecret {
  readonly key: IKey;
  /** Function that writes the first value and rotates the secret. */
  readonly rotatedBy: IFunction;
}

export interface Rotation {
  /** Schedule as `rate(...)` or `cron(...)`, in UTC. */
  readonly schedule: string;
  readonly windowHours: number;
}

/**
 * The secret of a user that alternates between two logins.
 *
 * @internal
 */
export class UserSecret extends Construct implements IReplicableSecret {
  readonly arn: string;
  readonly fields = FIELDS;

  private readonly secret: Secret;

  constructor(scope: Construct, id: string, { rotatedBy, ...props }: UserSecretProps) {
    super(scope, id);
    const { name, key, replicas = {} } = props;
    this.secret = new Secret(this, `${id}-secret`, { ...props, description: `Database user ${id}`, fields: FIELDS });
    this.arn = this.secret.arn;
    grant(
      rotatedBy.role,
      `rotate-${id}`,
      {
        actions: [
          "secretsmanager:DescribeSecret",
          "secretsmanager:GetSecretValue",
          "secretsmanager:PutSecretValue",
          "secretsmanager:UpdateSecretVersionStage",
        ],
        resources: [this.arn],
      },
      { actions: ["kms:Decrypt", "kms:GenerateDataKey"], resources: [key.arn] },
      // Secrets Manager encrypts replicas with the permissions of the role that writes the secret.
      ...Object.values(replicas).map((replicaKey) => ({
        actions: ["kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey"],
        resources: [replicaKey.arn],
      })),
    );
    rotatedBy.allowInvokeBy("secretsmanager.amazonaws.com", this.arn, name.replace(/\W+/g, "-"));
  }

  /** Rotates the secret on a schedule. @param after resource that writes the first value */
  rotate(rotatedBy: IFunction, { schedule, windowHours }: Rotation, after: readonly ITerraformDependable[]): void {
    new SecretsmanagerSecretRotation(this, "rotation", {
      secretId: this.arn,
      rotationLambdaArn: rotatedBy.arn,
      rotationRules: { scheduleExpression: schedule, duration: `${windowHours}h` },
      rotateImmediately: false,
      dependsOn: [...after],
    });
  }

  grantRead(role: IRole): void {
    this.secret.grantRead(role);
  }

  replicaIn(region: string): ISecret {
    return this.secret.replicaIn(region);
  }
}
