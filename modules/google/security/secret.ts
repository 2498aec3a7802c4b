import { SecretManagerSecret, type SecretManagerSecretConfig } from "@cdktf/provider-google/lib/secret-manager-secret";
import { SecretManagerSecretIamMember } from "@cdktf/provider-google/lib/secret-manager-secret-iam-member";
import { SecretManagerSecretVersion } from "@cdktf/provider-google/lib/secret-manager-secret-version";
import { checkPattern, checkWholeNumber } from "@modules/core/checks";
import { Construct, type IConstruct } from "constructs";
import { projectOf } from "../project";
import type { IServiceAccount } from "./service-account";

export interface ISecret extends IConstruct {
  /** Name of the secret in its project, known at synthesis. */
  readonly name: string;

  /** Allows the account to read the values of the secret. */
  grantRead(account: IServiceAccount): void;
}

export interface SecretProps {
  /** Name of the secret: 1 to 255 letters, digits, hyphens and underscores. */
  readonly name: string;

  /** Value of the first version. It is write-only: neither state nor plan has it. @default none; a person adds a version */
  readonly value?: string;

  /** Raise it to write `value` again as a new version; at least 1. @default 1 */
  readonly revision?: number;

  /** Refuse deletion by Terraform. @default true */
  readonly deletionProtection?: boolean;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<SecretManagerSecretConfig>;
}

export interface SecretAttributes {
  readonly name: string;

  /** Id of the project that has the secret. @default the stack's project */
  readonly project?: string;
}

/** A Secret Manager secret in the project's region, encrypted with Google's key. Earlier versions stay until they are destroyed. */
export class Secret extends Construct implements ISecret {
  /** A secret that another stack or tool owns. */
  static fromExisting(scope: Construct, id: string, attributes: SecretAttributes): ISecret {
    return new ExistingSecret(scope, id, attributes);
  }

  readonly name: string;

  private readonly secretId: string;

  constructor(scope: Construct, id: string, props: SecretProps) {
    super(scope, id);
    const { name, value, revision = 1, deletionProtection = true, overrides } = props;
    checkWholeNumber(this, "revision", revision, 1);
    const secret = new SecretManagerSecret(this, "Default", {
      secretId: name,
      replication: { userManaged: { replicas: [{ location: projectOf(this).region }] } },
      lifecycle: { preventDestroy: deletionProtection },
      ...overrides,
    });
    if (value !== undefined) {
      new SecretManagerSecretVersion(this, "value", {
        secret: secret.id,
        secretDataWo: value,
        secretDataWoVersion: revision,
        // A disabled version can be enabled again when the new value is wrong.
        deletionPolicy: "DISABLE",
      });
    }
    this.name = name;
    this.secretId = secret.id;
  }

  grantRead(account: IServiceAccount): void {
    grantRead(this, this.secretId, account);
  }
}

class ExistingSecret extends Construct implements ISecret {
  readonly name: string;

  private readonly secretId: string;

  constructor(scope: Construct, id: string, { name, project }: SecretAttributes) {
    super(scope, id);
    checkPattern(this, "name", name, /^[\w-]{1,255}$/, "1 to 255 letters, digits, hyphens and underscores");
    this.name = name;
    this.secretId = `projects/${project ?? projectOf(this).id}/secrets/${name}`;
  }

  grantRead(account: IServiceAccount): void {
    grantRead(this, this.secretId, account);
  }
}

function grantRead({ node }: ISecret, secretId: string, account: IServiceAccount): void {
  new SecretManagerSecretIamMember(account, `read-${node.id}`, {
    secretId,
    role: "roles/secretmanager.secretAccessor",
    member: account.member,
  });
}
