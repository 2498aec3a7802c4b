import { SecretsmanagerSecret, type SecretsmanagerSecretConfig } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { SecretsmanagerSecretPolicy } from "@cdktf/provider-aws/lib/secretsmanager-secret-policy";
import { check, fail } from "@modules/core/checks";
import { Fn, TerraformLocal } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { accountOf, arn } from "../account";
import type { IKey } from "./key";
import { policyDocument, type Statement } from "./policy";
import { grant, type IRole } from "./role";

export interface ISecret extends IConstruct {
  readonly arn: string;
  /** Keys of the JSON object in the secret, such as `username`. Empty for a secret with plain text. */
  readonly fields: readonly string[];
  /** Allows the role to read and decrypt the value of the secret. */
  grantRead(role: IRole): void;
}

/** A secret that Secrets Manager replicates to other regions. */
export interface IReplicableSecret extends ISecret {
  /** The replica in another region, for workloads that run there. @throws when the secret has no replica there */
  replicaIn(region: string): ISecret;
}

export interface SecretProps {
  /**
   * Name of the secret: 1 to 512 of `A-Za-z0-9/_+=.@-`, not ending in a hyphen and six characters, because ARNs of
   * secrets have this ending.
   */
  readonly name: string;

  readonly description: string;

  readonly key: IKey;

  /** Keys of the JSON object that will be the secret's value. @default [], for plain text */
  readonly fields?: readonly string[];

  /** Keys of the regions to which the secret is replicated, by region. @default {} */
  readonly replicas?: Readonly<Record<string, IKey>>;

  /**
   * Days in which a deletion can be undone and the name cannot be used again, 7 to 30; 0 deletes immediately.
   * @default 30
   */
  readonly recoveryDays?: number;

  /** Refuse deletion by Terraform. @default true */
  readonly deletionProtection?: boolean;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<SecretsmanagerSecretConfig>;
}

export interface SecretAttributes {
  readonly arn: string;
  /** Key of the secret. @default the AWS managed key `aws/secretsmanager` */
  readonly key?: IKey;
  /** Keys of the JSON object in the secret. @default [], for plain text */
  readonly fields?: readonly string[];
}

/** A secret without a value. A person or a rotation sets the value, so that Terraform's state never contains it. */
export class Secret extends Construct implements IReplicableSecret {
  readonly arn: string;
  readonly name: string;
  readonly fields: readonly string[];

  private readonly key: IKey;
  private readonly physicalName: string;
  private readonly replicas: Readonly<Record<string, ISecret>>;

  constructor(scope: Construct, id: string, props: SecretProps) {
    super(scope, id);
    const { name, description, key, fields = [], replicas = {}, recoveryDays = 30, overrides } = props;
    const { deletionProtection = true } = props;
    check(this, !/-\w{6}$/.test(name), "name", "without a hyphen and six characters at the end", name);
    const recovers = recoveryDays === 0 || (recoveryDays >= 7 && recoveryDays <= 30);
    check(this, recovers, "recoveryDays", "0 or 7 to 30", recoveryDays);
    const secret = new SecretsmanagerSecret(this, "Default", {
      name,
      description,
      kmsKeyId: key.arn,
      // Otherwise the apply would fail if the region still has a secret of this name, as after a deletion or a
      // failover.
      forceOverwriteReplicaSecret: Object.keys(replicas).length > 0 ? true : undefined,
      replica: Object.entries(replicas).map(([region, { arn: kmsKeyId }]) => ({ region, kmsKeyId })),
      recoveryWindowInDays: recoveryDays,
      lifecycle: { preventDestroy: deletionProtection },
      ...overrides,
    });
    // Within the account, policies of roles control who may read the secret; the secret's policy denies all other
    // accounts.
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
    this.fields = fields;
    this.key = key;
    this.physicalName = name;
    this.replicas = Object.fromEntries(
      Object.entries(replicas).map(([region, replicaKey]) => [
        region,
        new SecretReplica(this, region, { source: secret.arn, name, fields, key: replicaKey }),
      ]),
    );
  }

  /** A secret that another stack or tool owns. Grants work if its resource policy does not deny the role. */
  static fromExisting(scope: Construct, id: string, attributes: SecretAttributes): ISecret {
    return new ExistingSecret(scope, id, attributes);
  }

  grantRead(role: IRole): void {
    grant(role, `read-${this.node.id}`, ...readStatements(arnByName(this, this.physicalName), this.key));
  }

  replicaIn(region: string): ISecret {
    const regions = Object.keys(this.replicas).join(" or ") || "in `replicas`, which is empty";
    return this.replicas[region] ?? fail(this, "region", regions, region);
  }
}

interface ReplicaProps {
  /** ARN of the secret in the primary region. */
  readonly source: string;
  readonly name: string;
  readonly fields: readonly string[];
  readonly key: IKey;
}

/**
 * A secret in another region. Its ARN is that of the primary secret with another region.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/replicate-secrets.html
 */
class SecretReplica extends Construct implements ISecret {
  readonly arn: string;
  readonly fields: readonly string[];

  private readonly props: ReplicaProps;

  constructor(secret: Secret, region: string, props: ReplicaProps) {
    super(secret, region);
    // The ARN is a local value, because the quotes of a function call would end a JSON string that contains it.
    const replaced = Fn.replace(props.source, `:${accountOf(this).region}:`, `:${region}:`);
    this.arn = new TerraformLocal(this, "arn", replaced).asString;
    this.fields = props.fields;
    this.props = props;
  }

  grantRead(role: IRole): void {
    const { name, key } = this.props;
    const secret = this.node.scope!.node.id;
    grant(role, `read-${secret}`, ...readStatements(arnByName(this, name, this.node.id), key));
  }
}

class ExistingSecret extends Construct implements ISecret {
  readonly arn: string;
  readonly fields: readonly string[];

  private readonly key?: IKey;

  constructor(scope: Construct, id: string, { arn, key, fields = [] }: SecretAttributes) {
    super(scope, id);
    this.arn = arn;
    this.fields = fields;
    this.key = key;
  }

  grantRead(role: IRole): void {
    grant(role, `read-${this.node.id}`, ...readStatements(this.arn, this.key));
  }
}

/**
 * ARN pattern without the six random characters at the end, so that a grant stays valid when the secret is replaced.
 */
function arnByName(scope: IConstruct, name: string, region?: string): string {
  return arn(scope, "secretsmanager", `secret:${name}-??????`, region);
}

function readStatements(resource: string, key: IKey | undefined): Statement[] {
  const read = {
    actions: ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"],
    resources: [resource],
  };
  return key ? [read, { actions: ["kms:Decrypt"], resources: [key.arn] }] : [read];
}
