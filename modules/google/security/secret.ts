import { SecretManagerSecret } from "@cdktf/provider-google/lib/secret-manager-secret";
import { SecretManagerSecretIamMember } from "@cdktf/provider-google/lib/secret-manager-secret-iam-member";
import { SecretManagerSecretVersion } from "@cdktf/provider-google/lib/secret-manager-secret-version";
import { Construct, type IConstruct } from "constructs";
import { projectOf } from "../project";
import type { IServiceAccount } from "./service-account";

export interface ISecret extends IConstruct {
  readonly name: string;
  /** Lets the account read its values, and nothing else of it. */
  grantRead(account: IServiceAccount): void;
}

export interface SecretProps {
  /** 1 to 255 letters, digits, hyphens and underscores. */
  readonly name: string;

  /** Written when it is made, and in neither state nor plan. @default none: a person adds one */
  readonly value?: string;

  /** What plans act as, where there is a value: to refresh it a plan may read it, so let it be one that plans may know. @default none */
  readonly planner?: IServiceAccount;

  /** Raised, the value is written again. @default 1 */
  readonly revision?: number;

  /** Refuse deletion by Terraform. @default true */
  readonly deletionProtection?: boolean;
}

/** A secret that is kept in the project's region, encrypted by Google; old values stay until they are destroyed. */
export class Secret extends Construct implements ISecret {
  /** Known at synth. */
  readonly name: string;

  private readonly secretId: string;

  constructor(scope: Construct, id: string, props: SecretProps) {
    super(scope, id);
    const { name, value, planner, revision = 1, deletionProtection = true } = props;
    if (!Number.isInteger(revision) || revision < 1) {
      throw new Error(`${this.node.path}: revision must be a whole number, 1 or more, got ${revision}`);
    }
    const secret = new SecretManagerSecret(this, "Default", {
      secretId: name,
      replication: { userManaged: { replicas: [{ location: projectOf(this).region }] } },
      lifecycle: { preventDestroy: deletionProtection },
    });
    if (value !== undefined) {
      new SecretManagerSecretVersion(this, "value", {
        secret: secret.id,
        secretDataWo: value,
        secretDataWoVersion: revision,
        // A value that is replaced is the way back, should the new one be wrong.
        deletionPolicy: "DISABLE",
      });
    }
    this.name = name;
    this.secretId = secret.id;
    if (planner) {
      this.admit(this, "planner", planner);
    }
  }

  grantRead(account: IServiceAccount): void {
    this.admit(account, `read-${this.node.id}`, account);
  }

  private admit(scope: Construct, id: string, { member }: IServiceAccount): void {
    new SecretManagerSecretIamMember(scope, id, {
      secretId: this.secretId,
      role: "roles/secretmanager.secretAccessor",
      member,
    });
  }
}
