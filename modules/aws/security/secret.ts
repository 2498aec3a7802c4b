import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { SecretsmanagerSecretPolicy } from "@cdktf/provider-aws/lib/secretsmanager-secret-policy";
import { Construct, type IConstruct } from "constructs";
import { accountOf, arn } from "../account";
import type { IKey } from "./key";
import { policyDocument } from "./policy";
import { grant, type IRole } from "./role";

export interface ISecret extends IConstruct {
  readonly arn: string;
  grantRead(role: IRole): void;
}

export interface SecretProps {
  /** At most 512 characters; not ending in a hyphen and six more, or its ARN is taken for another's. */
  readonly name: string;

  readonly description: string;

  readonly key: IKey;

  /** Days a deletion can be undone, 7 to 30; the name stays taken for as long. 0 deletes at once. @default 30 */
  readonly recoveryDays?: number;

  /** Refuse deletion by Terraform. @default true */
  readonly deletionProtection?: boolean;
}

/**
 * A place for a secret, without a value: a person or a rotation puts it there,
 * so that it never passes through Terraform's state.
 */
export class Secret extends Construct implements ISecret {
  readonly arn: string;
  readonly name: string;

  private readonly key: IKey;
  private readonly physicalName: string;

  constructor(scope: Construct, id: string, props: SecretProps) {
    super(scope, id);
    const { name, description, key, recoveryDays = 30, deletionProtection = true } = props;
    if (/-\w{6}$/.test(name)) {
      throw new Error(`${this.node.path}: name must not end in a hyphen and six characters, got ${name}`);
    }
    if (recoveryDays !== 0 && (recoveryDays < 7 || recoveryDays > 30)) {
      throw new Error(`${this.node.path}: recoveryDays must be 0 or 7 to 30, got ${recoveryDays}`);
    }
    const secret = new SecretsmanagerSecret(this, "Default", {
      name,
      description,
      kmsKeyId: key.arn,
      recoveryWindowInDays: recoveryDays,
      lifecycle: { preventDestroy: deletionProtection },
    });
    // Who of the account may read is said by the policies of roles; nobody else ever may.
    new SecretsmanagerSecretPolicy(this, "policy", {
      secretArn: secret.arn,
      blockPublicPolicy: true,
      policy: policyDocument({
        sid: "OwnAccountOnly",
        effect: "Deny",
        actions: ["secretsmanager:*"],
        resources: ["*"],
        principals: { AWS: "*" },
        conditions: {
          StringNotEquals: { "aws:PrincipalAccount": accountOf(this).id },
          Bool: { "aws:PrincipalIsAWSService": "false" },
        },
      }),
    });
    this.arn = secret.arn;
    this.name = secret.name;
    this.key = key;
    this.physicalName = name;
  }

  grantRead(role: IRole): void {
    grant(
      role,
      `read-${this.node.id}`,
      {
        actions: ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"],
        // Six characters of Secrets Manager end the ARN; by name the grant outlives a replaced secret.
        resources: [arn(this, "secretsmanager", `secret:${this.physicalName}-??????`)],
      },
      { actions: ["kms:Decrypt"], resources: [this.key.arn] },
    );
  }
}
