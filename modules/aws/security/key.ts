import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey, type KmsKeyConfig } from "@cdktf/provider-aws/lib/kms-key";
import { checkWholeNumber } from "@modules/core/checks";
import { Construct, type IConstruct } from "constructs";
import { accountOf, arn, globalArn } from "../account";
import { policyDocument, type Statement } from "./policy";
import { grant, type IRole } from "./role";

export interface IKey extends IConstruct {
  readonly arn: string;
  /** Allows the role to decrypt with the key (`kms:Decrypt`). */
  grantDecrypt(role: IRole): void;
  /** Allows the role to decrypt with the key, and to encrypt with data keys (`kms:GenerateDataKey`). */
  grantEncryptDecrypt(role: IRole): void;
}

export interface KeyProps {
  /** Alias without its `alias/` prefix. */
  readonly name: string;

  readonly description: string;

  /** Days in which a scheduled deletion can be canceled, 7 to 30. @default 30 */
  readonly deletionWindowDays?: number;

  /**
   * Service principals, such as `logs.us-east-1.amazonaws.com`, that may use the key for resources of this account.
   * @default []
   */
  readonly services?: readonly string[];

  /**
   * Services through which every principal of the account may use the key, such as
   * `ec2.us-east-1.amazonaws.com`. Auto Scaling needs it to launch instances with encrypted volumes.
   * @default []
   */
  readonly viaServices?: readonly string[];

  /** Statements added to the key policy, for services whose use of the key needs other conditions. @default [] */
  readonly policy?: readonly Statement[];

  /** Refuse deletion by Terraform. Data encrypted with a deleted key is lost. @default true */
  readonly deletionProtection?: boolean;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<KmsKeyConfig>;
}

export interface KeyAttributes {
  readonly arn: string;
}

/** A symmetric KMS key that rotates every year. IAM policies of the account's roles control its use. */
export class Key extends Construct implements IKey {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: KeyProps) {
    super(scope, id);
    const {
      name,
      description,
      deletionWindowDays = 30,
      services = [],
      viaServices = [],
      deletionProtection = true,
      policy = [],
      overrides,
    } = props;
    checkWholeNumber(this, "deletionWindowDays", deletionWindowDays, 7, 30);
    const key = new KmsKey(this, "Default", {
      description,
      deletionWindowInDays: deletionWindowDays,
      enableKeyRotation: true,
      policy: policyDocument(...this.statements(services, viaServices), ...policy),
      lifecycle: { preventDestroy: deletionProtection },
      ...overrides,
    });
    new KmsAlias(this, "alias", { name: `alias/${name}`, targetKeyId: key.keyId });
    this.arn = key.arn;
  }

  /** A key that another stack, tool or account owns. Grants work if its key policy delegates to IAM. */
  static fromExisting(scope: Construct, id: string, attributes: KeyAttributes): IKey {
    return new ExistingKey(scope, id, attributes);
  }

  grantDecrypt(role: IRole): void {
    grantDecrypt(this, role);
  }

  grantEncryptDecrypt(role: IRole): void {
    grantEncryptDecrypt(this, role);
  }

  private statements(services: readonly string[], viaServices: readonly string[]): Statement[] {
    const use = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"];
    // Without this statement IAM policies have no effect on the key, and only AWS Support could repair its policy.
    const statements: Statement[] = [
      {
        sid: "AccountDecides",
        actions: ["kms:*"],
        resources: ["*"],
        principals: { AWS: globalArn(this, "iam", "root") },
      },
    ];
    if (services.length > 0) {
      statements.push({
        sid: "ServicesOfThisAccount",
        actions: use,
        resources: ["*"],
        principals: { Service: services },
        conditions: this.servicesCondition(services),
      });
    }
    if (viaServices.length > 0) {
      statements.push({
        sid: "ThroughServices",
        actions: [...use, "kms:CreateGrant"],
        resources: ["*"],
        principals: { AWS: "*" },
        conditions: { StringEquals: { "kms:CallerAccount": accountOf(this).id, "kms:ViaService": viaServices } },
      });
    }
    return statements;
  }

  /**
   * Condition for the services. CloudWatch Logs sends no source account, but the log group's ARN in the encryption
   * context.
   */
  private servicesCondition(services: readonly string[]): Statement["conditions"] {
    const logs = services.find((service) => service.startsWith("logs."));
    return logs && services.length === 1
      ? { ArnLike: { "kms:EncryptionContext:aws:logs:arn": arn(this, "logs", "*", logs.split(".")[1]) } }
      : { StringEquals: { "aws:SourceAccount": accountOf(this).id } };
  }
}

class ExistingKey extends Construct implements IKey {
  readonly arn: string;

  constructor(scope: Construct, id: string, { arn }: KeyAttributes) {
    super(scope, id);
    this.arn = arn;
  }

  grantDecrypt(role: IRole): void {
    grantDecrypt(this, role);
  }

  grantEncryptDecrypt(role: IRole): void {
    grantEncryptDecrypt(this, role);
  }
}

function grantDecrypt({ node, arn }: IKey, role: IRole): void {
  grant(role, `decrypt-with-${node.id}`, { actions: ["kms:Decrypt"], resources: [arn] });
}

function grantEncryptDecrypt({ node, arn }: IKey, role: IRole): void {
  grant(role, `encrypt-and-decrypt-with-${node.id}`, {
    actions: ["kms:Decrypt", "kms:GenerateDataKey"],
    resources: [arn],
  });
}
