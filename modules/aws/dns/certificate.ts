import { AcmCertificate, type AcmCertificateConfig } from "@cdktf/provider-aws/lib/acm-certificate";
import { AcmCertificateValidation } from "@cdktf/provider-aws/lib/acm-certificate-validation";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { check } from "@modules/core/checks";
import { Construct, type IConstruct } from "constructs";
import { addDefaultAlarms } from "../operations/default-alarms";
import { certificateAlarms } from "./certificate-alarms";
import type { IHostedZone } from "./hosted-zone";
import { checkInZone } from "./zone-name";

export interface ICertificate extends IConstruct {
  /** ARN of the issued certificate, so that resources which use it wait for the validation. */
  readonly arn: string;

  /** Domain names of the certificate; known at synthesis. */
  readonly names: readonly string[];
}

/** A DNS record by which ACM validates that the account controls a domain. */
export interface ValidationRecord {
  /** Fully qualified name without a trailing dot; known only during an apply. */
  readonly name: string;

  readonly type: string;

  /** Value without a trailing dot. */
  readonly value: string;
}

/** A public DNS zone outside of Route 53, such as Cloudflare's. */
export interface IDnsZone {
  /** Domain of the zone; known at synthesis. */
  readonly name: string;

  /** Adds a validation record in the scope. @returns the record's fully qualified name */
  addValidationRecord(scope: Construct, id: string, record: ValidationRecord): string;
}

export interface CertificateProps {
  /** Common name of the certificate, at most 64 characters. A change replaces the certificate. */
  readonly domainName: string;

  /** Further names, at most 253 characters each; the first label may be `*`. A change replaces the certificate. @default none */
  readonly alternativeNames?: readonly string[];

  /**
   * Public zone of all names, in Route 53 or elsewhere. The apply waits for the validation, which needs the parent
   * zone's delegation to this zone.
   */
  readonly zone: IHostedZone | IDnsZone;

  /**
   * Certificate for the same names in another region, whose validation records are used here, too. All certificates of
   * an account for a domain share a record, so only one of them should own it: deleting the record would stop the
   * renewal of the others.
   * @default none: the certificate has its own validation records
   */
  readonly validatedWith?: Certificate;

  /** Arguments of the `aws_acm_certificate` that replace what this module sets. @default none */
  readonly overrides?: Partial<AcmCertificateConfig>;
}

/** Attributes of a certificate that ACM has issued. */
export interface CertificateAttributes {
  readonly arn: string;

  /** Domain names of the certificate; the first label may be `*`. */
  readonly names: readonly string[];
}

/**
 * A public certificate in the stack's region. ACM renews it as long as its validation records exist.
 * CloudFront accepts certificates of us-east-1 only.
 * https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html
 */
export class Certificate extends Construct implements ICertificate {
  /** A certificate that ACM has issued. */
  static fromExisting(scope: Construct, id: string, attributes: CertificateAttributes): ICertificate {
    return new ExistingCertificate(scope, id, attributes);
  }

  readonly arn: string;
  readonly names: readonly string[];

  /** Fully qualified names of its validation records. */
  private readonly records: readonly string[];

  constructor(scope: Construct, id: string, props: CertificateProps) {
    super(scope, id);
    const { domainName, alternativeNames = [], zone, validatedWith, overrides } = props;
    this.names = [domainName, ...alternativeNames];
    this.checkName("domainName", domainName, 64, zone);
    for (const name of alternativeNames) {
      this.checkName("alternativeNames", name, 253, zone);
    }
    const certificate = new AcmCertificate(this, "Default", {
      domainName,
      subjectAlternativeNames: alternativeNames.length > 0 ? [...alternativeNames] : undefined,
      validationMethod: "DNS",
      options: { certificateTransparencyLoggingPreference: "ENABLED" },
      // ACM does not delete a certificate that a resource uses.
      lifecycle: { createBeforeDestroy: true },
      ...overrides,
    });
    this.records = validatedWith?.records ?? this.addRecords(certificate, zone, validatedDomains(this.names));
    this.arn = new AcmCertificateValidation(this, "validation", {
      certificateArn: certificate.arn,
      validationRecordFqdns: [...this.records],
    }).certificateArn;
    addDefaultAlarms(this, `certificate-${domainName.replace("*", "any")}`, certificateAlarms(this.arn));
  }

  private addRecords(
    certificate: AcmCertificate,
    zone: CertificateProps["zone"],
    domains: readonly string[],
  ): string[] {
    return domains.map((domain) => {
      const option = (attribute: string) =>
        `[for option in ${certificate.fqn}.domain_validation_options : option.${attribute} if trimprefix(option.domain_name, "*.") == "${domain}"][0]`;
      const id = domain.replaceAll(".", "-");
      const type = `\${${option("resource_record_type")}}`;
      const [name, value] = [option("resource_record_name"), option("resource_record_value")];
      return "addValidationRecord" in zone
        ? zone.addValidationRecord(this, id, { name: undotted(name), type, value: undotted(value) })
        : addRoute53Record(this, id, zone, { name: `\${${name}}`, type, value: `\${${value}}` });
    });
  }

  private checkName(prop: string, name: string, longest: number, zone: CertificateProps["zone"]): void {
    check(this, name.length <= longest, prop, `at most ${longest} characters`, name);
    checkInZone(this, prop, name, zone);
  }
}

/**
 * The result of `Certificate.fromExisting`.
 *
 * @internal
 */
class ExistingCertificate extends Construct implements ICertificate {
  readonly arn: string;
  readonly names: readonly string[];

  constructor(scope: Construct, id: string, { arn, names }: CertificateAttributes) {
    super(scope, id);
    this.arn = arn;
    this.names = names;
  }
}

/** Removes the trailing dot of names that ACM returns. Route 53 ignores the dot, but other DNS providers store it. */
function undotted(expression: string): string {
  return `\${trimsuffix(${expression}, ".")}`;
}

function addRoute53Record(scope: Construct, id: string, zone: IHostedZone, record: ValidationRecord): string {
  const { name, type, value } = record;
  return new Route53Record(scope, id, {
    zoneId: zone.id,
    name,
    type,
    records: [value],
    ttl: 300,
    // All certificates of an account for a domain share a validation record.
    allowOverwrite: true,
  }).fqdn;
}

/** Domains with a validation record of their own. A wildcard shares the record of its parent domain. */
function validatedDomains(names: readonly string[]): string[] {
  return [...new Set(names.map((name) => name.replace(/^\*\./, "")))];
}
