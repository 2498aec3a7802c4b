import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { Construct, type IConstruct } from "constructs";
import { accountOf, globalArn } from "../account";
import { policyDocument, type Statement } from "./policy";
import { grant, type IRole } from "./role";

export interface IKey extends IConstruct {
  readonly arn: string;
  grantDecrypt(role: IRole): void;
  grantEncryptDecrypt(role: IRole): void;
}

export interface KeyProps {
  /** Alias without its `alias/` prefix. */
  readonly name: string;

  readonly description: string;

  /** Days a scheduled deletion can be called off, 7 to 30. @default 30 */
  readonly deletionWindowDays?: number;

  /**
   * Services that use the key themselves, such as `logs.us-east-1.amazonaws.com`;
   * only for resources of this account.
   * @default none
   */
  readonly services?: readonly string[];

  /**
   * Services through which anyone in the account who may use them may use the
   * key, such as `ec2.us-east-1.amazonaws.com`; what Auto Scaling needs to
   * launch instances with encrypted volumes.
   * @default none
   */
  readonly viaServices?: readonly string[];

  /** Added to the policy, for a service whose use of the key is narrowed otherwise. @default none */
  readonly policy?: readonly Statement[];

  /** Refuse deletion by Terraform: what the key encrypted dies with it. @default true */
  readonly deletionProtection?: boolean;
}

/** A symmetric key that rotates every year; who may use it is said by the policies of roles. */
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
    } = props;
    const key = new KmsKey(this, "Default", {
      description,
      deletionWindowInDays: deletionWindowDays,
      enableKeyRotation: true,
      policy: policyDocument(...this.statements(services, viaServices), ...policy),
      lifecycle: { preventDestroy: deletionProtection },
    });
    new KmsAlias(this, "alias", { name: `alias/${name}`, targetKeyId: key.keyId });
    this.arn = key.arn;
  }

  grantDecrypt(role: IRole): void {
    grant(role, `decrypt-with-${this.node.id}`, { actions: ["kms:Decrypt"], resources: [this.arn] });
  }

  grantEncryptDecrypt(role: IRole): void {
    grant(role, `encrypt-and-decrypt-with-${this.node.id}`, {
      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
      resources: [this.arn],
    });
  }

  private statements(services: readonly string[], viaServices: readonly string[]): Statement[] {
    const account = accountOf(this).id;
    const use = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"];
    // Without this statement no policy of a role counts, and nobody could mend the key.
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
        conditions: servicesCondition(services, account),
      });
    }
    if (viaServices.length > 0) {
      statements.push({
        sid: "ThroughServices",
        actions: [...use, "kms:CreateGrant"],
        resources: ["*"],
        principals: { AWS: "*" },
        conditions: { StringEquals: { "kms:CallerAccount": account, "kms:ViaService": viaServices } },
      });
    }
    return statements;
  }
}

/** CloudWatch Logs names the log group in the encryption context and no source account. */
function servicesCondition(services: readonly string[], account: string): Statement["conditions"] {
  const logs = services.find((service) => service.startsWith("logs."));
  return logs && services.length === 1
    ? { ArnLike: { "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:${logs.split(".")[1]}:${account}:*` } }
    : { StringEquals: { "aws:SourceAccount": account } };
}
