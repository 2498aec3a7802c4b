import { KmsCryptoKey, type KmsCryptoKeyConfig } from "@cdktf/provider-google/lib/kms-crypto-key";
import { KmsCryptoKeyIamMember } from "@cdktf/provider-google/lib/kms-crypto-key-iam-member";
import { checkPattern, checkWholeNumber } from "@modules/core/checks";
import { Construct, type IConstruct } from "constructs";
import { type ServiceAgent, serviceAgent } from "./service-agent";

export interface IKey extends IConstruct {
  /** `projects/<project>/locations/<location>/keyRings/<ring>/cryptoKeys/<name>` */
  readonly id: string;

  /** Allows the agent of a service to encrypt and decrypt the service's data with the key. */
  grantEncryptDecrypt(service: ServiceAgent): void;
}

export interface KeyProps {
  /**
   * Name of the key: 1 to 63 letters, digits, hyphens and underscores. The name stays taken in the key ring, also after
   * a deletion.
   */
  readonly name: string;

  /**
   * Id of the key ring. The key encrypts resources in the location of the ring only: a region, or `us` for resources in
   * the multi-region of the United States.
   */
  readonly keyRing: string;

  /** Days between rotations, 1 to 365. Earlier versions keep decrypting what they encrypted. @default 90 */
  readonly rotationDays?: number;

  /** Protect the key in a hardware security module, at a higher price for each use. @default false */
  readonly hardware?: boolean;

  /** Days in which the destruction of a version can be canceled, 1 to 120. @default 30 */
  readonly deletionWindowDays?: number;

  /** Services whose agents use the key. Google must have created the agents. @default [] */
  readonly services?: readonly ServiceAgent[];

  /** Refuse deletion by Terraform. Data encrypted with a deleted key is lost. @default true */
  readonly deletionProtection?: boolean;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<KmsCryptoKeyConfig>;
}

export interface KeyAttributes {
  /** `projects/<project>/locations/<location>/keyRings/<ring>/cryptoKeys/<name>` */
  readonly id: string;
}

/**
 * A symmetric Cloud KMS key that rotates. Google deletes neither keys nor key rings: a deletion destroys the versions and
 * leaves the name taken, so that a new key needs another name, or the old one a `terraform import`.
 * https://cloud.google.com/kms/docs/resource-hierarchy
 */
export class Key extends Construct implements IKey {
  /** A key that another stack, tool or project owns. Granting needs `cloudkms.cryptoKeys.setIamPolicy` on it. */
  static fromExisting(scope: Construct, id: string, attributes: KeyAttributes): IKey {
    return new ExistingKey(scope, id, attributes);
  }

  readonly id: string;

  constructor(scope: Construct, id: string, props: KeyProps) {
    super(scope, id);
    const { name, keyRing, rotationDays = 90, hardware = false, deletionWindowDays = 30, services = [] } = props;
    const { deletionProtection = true, overrides } = props;
    checkWholeNumber(this, "rotationDays", rotationDays, 1, 365);
    checkWholeNumber(this, "deletionWindowDays", deletionWindowDays, 1, 120);
    const key = new KmsCryptoKey(this, "Default", {
      name,
      keyRing,
      purpose: "ENCRYPT_DECRYPT",
      rotationPeriod: `${rotationDays * DAY_SECONDS}s`,
      destroyScheduledDuration: `${deletionWindowDays * DAY_SECONDS}s`,
      versionTemplate: { algorithm: "GOOGLE_SYMMETRIC_ENCRYPTION", protectionLevel: hardware ? "HSM" : "SOFTWARE" },
      lifecycle: { preventDestroy: deletionProtection },
      ...overrides,
    });
    this.id = key.id;
    for (const service of services) {
      this.grantEncryptDecrypt(service);
    }
  }

  grantEncryptDecrypt(service: ServiceAgent): void {
    grantEncryptDecrypt(this, service);
  }
}

class ExistingKey extends Construct implements IKey {
  readonly id: string;

  constructor(scope: Construct, id: string, attributes: KeyAttributes) {
    super(scope, id);
    const rule = "projects/<project>/locations/<location>/keyRings/<ring>/cryptoKeys/<name>";
    checkPattern(
      this,
      "id",
      attributes.id,
      /^projects\/[^/]+\/locations\/[^/]+\/keyRings\/[^/]+\/cryptoKeys\/[^/]+$/,
      rule,
    );
    this.id = attributes.id;
  }

  grantEncryptDecrypt(service: ServiceAgent): void {
    grantEncryptDecrypt(this, service);
  }
}

function grantEncryptDecrypt(key: IKey, service: ServiceAgent): void {
  new KmsCryptoKeyIamMember(key, `use-by-${service}`, {
    cryptoKeyId: key.id,
    role: "roles/cloudkms.cryptoKeyEncrypterDecrypter",
    member: serviceAgent(key, service),
  });
}

const DAY_SECONDS = 24 * 60 * 60;
