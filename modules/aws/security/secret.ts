import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { SecretsmanagerSecretPolicy } from "@cdktf/provider-aws/lib/secretsmanager-secret-policy";
import { Fn, TerraformLocal } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { accountOf } from "../account";
import type { IKey } from "./key";
import { policyDocument } from "./policy";
import { grant, type IRole } from "./role";

export interface ISecret extends IConstruct {
  readonly arn: string;
  grantRead(role: IRole): void;
  /** Its copy in another region, for what runs there. @throws Error when it has none */
  copyIn(region: string): ISecret;
}

export interface SecretProps {
  /** At most 512 characters; not ending in a hyphen and six more, or its ARN is taken for another's. */
  readonly name: string;

  readonly description: string;

  readonly key: IKey;

  /** Regions that hold a copy, which follows every change, each with the key of its own. @default none */
  readonly copies?: Readonly<Record<string, IKey>>;

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
  private readonly copies: Readonly<Record<string, ISecret>>;

  constructor(scope: Construct, id: string, props: SecretProps) {
    super(scope, id);
    const { name, description, key, copies = {}, recoveryDays = 30, deletionProtection = true } = props;
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
      replica: Object.entries(copies).map(([region, { arn }]) => ({ region, kmsKeyId: arn })),
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
    this.copies = Object.fromEntries(
      Object.entries(copies).map(([region, copyKey]) => [
        region,
        new SecretCopy(this, region, { arn: secret.arn, name, key: copyKey }),
      ]),
    );
  }

  grantRead(role: IRole): void {
    grantReadOf(this, role, { region: accountOf(this).region, name: this.physicalName, key: this.key });
  }

  copyIn(region: string): ISecret {
    const copy = this.copies[region];
    if (!copy) {
      const known = Object.keys(this.copies).join(" or ") || "none, as it has no copies";
      throw new Error(`${this.node.path}: region must be ${known}, got ${region}`);
    }
    return copy;
  }
}

/**
 * A secret as another region sees it; has its ARN but for the region.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/replicate-secrets.html
 */
class SecretCopy extends Construct implements ISecret {
  readonly arn: string;

  private readonly of: { readonly name: string; readonly key: IKey };

  constructor(scope: Secret, region: string, of: { readonly arn: string; readonly name: string; readonly key: IKey }) {
    super(scope, region);
    // Texts around it may be JSON, which the quotes of a function would end.
    const arn = new TerraformLocal(this, "arn", Fn.replace(of.arn, `:${accountOf(this).region}:`, `:${region}:`));
    this.arn = arn.asString;
    this.of = of;
  }

  grantRead(role: IRole): void {
    const { name, key } = this.of;
    grantReadOf(this.node.scope!, role, { region: this.node.id, name, key });
  }

  copyIn(): never {
    throw new Error(`${this.node.path}: a copy has no copies; ask the secret it is of`);
  }
}

/** By name the grant outlives a replaced secret, whose ARN Secrets Manager ends with six other characters. */
function grantReadOf(
  secret: IConstruct,
  role: IRole,
  { region, name, key }: { readonly region: string; readonly name: string; readonly key: IKey },
): void {
  grant(
    role,
    `read-${secret.node.id}`,
    {
      actions: ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"],
      resources: [`arn:aws:secretsmanager:${region}:${accountOf(secret).id}:secret:${name}-??????`],
    },
    { actions: ["kms:Decrypt"], resources: [key.arn] },
  );
}
