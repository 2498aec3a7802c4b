import { KmsCryptoKey } from "@cdktf/provider-google/lib/kms-crypto-key";
import { KmsCryptoKeyIamMember } from "@cdktf/provider-google/lib/kms-crypto-key-iam-member";
import { Construct, type IConstruct } from "constructs";
import { type ServiceAgent, serviceAgent } from "./service-agent";

export interface IKey extends IConstruct {
  /** `projects/<project>/locations/<location>/keyRings/<ring>/cryptoKeys/<name>` */
  readonly id: string;
}

export interface KeyProps {
  /** 1 to 63 letters, digits, hyphens and underscores; taken in its ring for ever. */
  readonly name: string;

  /**
   * Id of the ring it is made in. What it encrypts must be in the ring's
   * location: a region, or `us` for what Google keeps in the whole of the United States.
   */
  readonly keyRing: string;

  /** Days between new versions; what older ones encrypted stays readable. @default 90 */
  readonly rotationDays?: number;

  /** Kept and used in a hardware module, at a higher price per use. @default false */
  readonly hardware?: boolean;

  /** Days a version's destruction can be called off, 1 to 120. @default 30 */
  readonly deletionWindowDays?: number;

  /** Services that use the key themselves; their agents must exist. @default none */
  readonly services?: readonly ServiceAgent[];

  /** Refuse deletion by Terraform: what the key encrypted dies with it. @default true */
  readonly deletionProtection?: boolean;
}

/**
 * A symmetric key that rotates. Neither it nor its ring is ever gone: deleting
 * it destroys its versions and leaves its name taken, so that it can be made
 * again only by another name or after `terraform import`.
 * https://cloud.google.com/kms/docs/resource-hierarchy
 */
export class Key extends Construct implements IKey {
  readonly id: string;

  constructor(scope: Construct, id: string, props: KeyProps) {
    super(scope, id);
    const { name, keyRing, rotationDays = 90, hardware = false, deletionWindowDays = 30, services = [] } = props;
    const { deletionProtection = true } = props;
    this.checkRange("rotationDays", rotationDays, 1, 365);
    this.checkRange("deletionWindowDays", deletionWindowDays, 1, 120);
    const key = new KmsCryptoKey(this, "Default", {
      name,
      keyRing,
      purpose: "ENCRYPT_DECRYPT",
      rotationPeriod: `${rotationDays * DAY}s`,
      destroyScheduledDuration: `${deletionWindowDays * DAY}s`,
      versionTemplate: { algorithm: "GOOGLE_SYMMETRIC_ENCRYPTION", protectionLevel: hardware ? "HSM" : "SOFTWARE" },
      lifecycle: { preventDestroy: deletionProtection },
    });
    this.id = key.id;
    for (const service of services) {
      this.grantEncryptDecrypt(service);
    }
  }

  /** Lets the agent by which a service acts in the project use the key, for what the service stores. */
  grantEncryptDecrypt(service: ServiceAgent): void {
    new KmsCryptoKeyIamMember(this, `use-by-${service}`, {
      cryptoKeyId: this.id,
      role: "roles/cloudkms.cryptoKeyEncrypterDecrypter",
      member: serviceAgent(this, service),
    });
  }

  private checkRange(prop: string, value: number, min: number, max: number): void {
    if (!(Number.isInteger(value) && value >= min && value <= max)) {
      throw new Error(`${this.node.path}: ${prop} must be a whole number, ${min} to ${max}, got ${value}`);
    }
  }
}

const DAY = 24 * 60 * 60;
