import { LbTrustStore, type LbTrustStoreConfig } from "@cdktf/provider-aws/lib/lb-trust-store";
import { S3Object } from "@cdktf/provider-aws/lib/s3-object";
import { check } from "@modules/core/checks";
import { Construct, type IConstruct } from "constructs";
import { checkName } from "../check-name";
import { TRUST_STORE_KEYS } from "../security/data-actions";
import type { IBucket } from "../storage/bucket";

export interface ITrustStore extends IConstruct {
  readonly arn: string;
}

export interface TrustStoreProps {
  /** Name of the trust store: 1 to 32 letters, digits and inner hyphens. A change replaces the trust store. */
  readonly name: string;

  /** Certificates of trusted authorities in PEM, one after the other. They are public. */
  readonly authorities: string;

  /** Versioned bucket in the trust store's region. The module writes the certificates below `trust-stores/`. */
  readonly bucket: IBucket;

  /** Arguments of the `aws_lb_trust_store` that replace what this module sets. @default none */
  readonly overrides?: Partial<LbTrustStoreConfig>;
}

/**
 * A trust store: authorities whose client certificates an application load balancer accepts. Elastic Load Balancing
 * reads the certificates with the permissions of the role that applies, and again when the object's version changes.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/mutual-authentication.html
 */
export class TrustStore extends Construct implements ITrustStore {
  readonly arn: string;

  constructor(scope: Construct, id: string, { name, authorities, bucket, overrides }: TrustStoreProps) {
    super(scope, id);
    checkName(this, "aws_lb_trust_store", name);
    const pem = /^(-----BEGIN CERTIFICATE-----\n[\w+/=\n]+\n-----END CERTIFICATE-----\s*)+$/;
    check(this, pem.test(authorities), "authorities", "certificates in PEM", authorities.slice(0, 40));
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
      // AWS does not delete a trust store that a listener uses.
      lifecycle: { createBeforeDestroy: true },
      ...overrides,
    }).arn;
  }
}
