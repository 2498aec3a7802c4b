import { LbTrustStore } from "@cdktf/provider-aws/lib/lb-trust-store";
import { S3Object } from "@cdktf/provider-aws/lib/s3-object";
import { Construct, type IConstruct } from "constructs";
import { TRUST_STORE_KEYS } from "../security/data-actions";
import type { Bucket } from "../storage/bucket";

export interface ITrustStore extends IConstruct {
  readonly arn: string;
}

export interface TrustStoreProps {
  /** 1 to 32 letters, digits and inner hyphens. A change replaces it. */
  readonly name: string;

  /** Certificates of the authorities that are trusted, in PEM, one after the other; nothing secret. */
  readonly authorities: string;

  /** Hands them over, under a key that plans may read; in the store's region, and it must keep versions. */
  readonly bucket: Bucket;
}

/**
 * Authorities whose certificates a load balancer accepts of its clients. It reads
 * them once, with the permissions of whoever applies, and again when they change,
 * which the version of the object tells.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/mutual-authentication.html
 */
export class TrustStore extends Construct implements ITrustStore {
  readonly arn: string;

  constructor(scope: Construct, id: string, { name, authorities, bucket }: TrustStoreProps) {
    super(scope, id);
    if (!/^(-----BEGIN CERTIFICATE-----\n[\w+/=\n]+\n-----END CERTIFICATE-----\s*)+$/.test(authorities)) {
      throw new Error(`${this.node.path}: authorities must be certificates in PEM, got ${authorities.slice(0, 40)}`);
    }
    const bundle = new S3Object(this, "bundle", {
      bucket: bucket.nameWithVersions,
      key: `${TRUST_STORE_KEYS}${name}.pem`,
      content: authorities,
      contentType: "application/x-pem-file",
    });
    this.arn = new LbTrustStore(this, "Default", {
      name,
      caCertificatesBundleS3Bucket: bundle.bucket,
      caCertificatesBundleS3Key: bundle.key,
      caCertificatesBundleS3ObjectVersion: bundle.versionId,
      // AWS deletes none that a listener still has.
      lifecycle: { createBeforeDestroy: true },
    }).arn;
  }
}
