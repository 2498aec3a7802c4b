import { createHash } from "node:crypto";
import {
  CertificateManagerCertificate,
  type CertificateManagerCertificateConfig,
} from "@cdktf/provider-google/lib/certificate-manager-certificate";
import { CertificateManagerDnsAuthorization } from "@cdktf/provider-google/lib/certificate-manager-dns-authorization";
import { Fn } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { addDefaultAlerts } from "../operations/default-alerts";
import { certificateAlerts } from "./alerts";

export interface ICertificate extends IConstruct {
  /** `projects/<project>/locations/global/certificates/<name>` */
  readonly id: string;

  /** Domain of the certificate; known at synthesis. */
  readonly domainName: string;
}

/** A DNS record by which Google validates that a domain is the project's. Names are known at apply, without trailing dots. */
export interface DnsProof {
  readonly name: string;
  readonly type: "CNAME";
  readonly value: string;
}

export interface ManagedCertificateProps {
  /**
   * Prefix of the certificate's name: 1 to 55 lower-case letters, digits and inner hyphens, beginning with a letter.
   */
  readonly name: string;

  /** Domain of the certificate, at most 253 characters. A change replaces the certificate. */
  readonly domainName: string;

  /** Arguments of the `google_certificate_manager_certificate` that replace what this module sets. @default none */
  readonly overrides?: Partial<CertificateManagerCertificateConfig>;
}

/**
 * A public certificate of Certificate Manager. Google issues and renews it while the DNS record `proof` exists, wherever
 * the domain itself leads, so that a standby has certificates for names that lead elsewhere.
 * https://cloud.google.com/certificate-manager/docs/dns-authorizations
 */
export class ManagedCertificate extends Construct implements ICertificate {
  readonly id: string;
  readonly domainName: string;

  /** The CNAME record that the domain's zone must have. */
  readonly proof: DnsProof;

  constructor(scope: Construct, id: string, props: ManagedCertificateProps) {
    super(scope, id);
    const { domainName, overrides } = props;
    // The old certificate is in use until the one for another domain exists, which needs a name of its own.
    const name = `${props.name}-${createHash("sha256").update(domainName).digest("hex").slice(0, 8)}`;
    const lifecycle = { createBeforeDestroy: true };
    const authorization = new CertificateManagerDnsAuthorization(this, "authorization", {
      name,
      domain: domainName,
      // The fixed record, `_acme-challenge.<domain>`, is also the one of ACME clients such as cert-manager.
      type: "PER_PROJECT_RECORD",
      lifecycle,
    });
    this.id = new CertificateManagerCertificate(this, "Default", {
      name,
      managed: { domains: [domainName], dnsAuthorizations: [authorization.id] },
      lifecycle,
      ...overrides,
    }).id;
    addDefaultAlerts(this, name, certificateAlerts(name));
    this.domainName = domainName;
    const record = authorization.dnsResourceRecord.get(0);
    this.proof = { name: Fn.trimsuffix(record.name, "."), type: "CNAME", value: Fn.trimsuffix(record.data, ".") };
  }
}
