import { AcmCertificate } from "@cdktf/provider-aws/lib/acm-certificate";
import { AcmCertificateValidation } from "@cdktf/provider-aws/lib/acm-certificate-validation";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Construct, type IConstruct } from "constructs";
import type { IHostedZone } from "./hosted-zone";

export interface ICertificate extends IConstruct {
  /** Of a certificate that was issued, not merely asked for. */
  readonly arn: string;
  /** What it certifies; known at synth. */
  readonly names: readonly string[];
}

/** What a name proves itself by. */
export interface ValidationRecord {
  /** Whole name, known at apply, without a dot at the end. */
  readonly name: string;
  readonly type: string;
  /** Without a dot at the end. */
  readonly value: string;
}

/** A public zone of another DNS than Route 53, where names may prove themselves. */
export interface IDnsZone {
  /** Domain of the zone; known at synth. */
  readonly name: string;
  /** Makes a record in the scope. @returns its whole name, once it is there */
  addValidationRecord(scope: Construct, id: string, record: ValidationRecord): string;
}

export interface CertificateProps {
  /** At most 64 characters, because it is the common name. A change replaces the certificate. */
  readonly domainName: string;

  /** At most 253 characters each; the first label may be `*`. A change replaces the certificate. @default none */
  readonly alternativeNames?: readonly string[];

  /** Public zone of all the names, in Route 53 or elsewhere; its parent must delegate to it, or validation never ends. */
  readonly zone: IHostedZone | IDnsZone;

  /**
   * Certificate of the same names in another region. Its records validate this
   * one too, as they are the account's: with records of their own, the first of
   * the two to go would take the other's away.
   * @default records of its own
   */
  readonly validatedWith?: Certificate;
}

/**
 * A public certificate of the stack's region; it renews itself as long as its
 * validation records stay. CloudFront takes certificates of us-east-1 only.
 * https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html
 */
export class Certificate extends Construct implements ICertificate {
  readonly arn: string;
  readonly names: readonly string[];

  /** Names of the records that validate it. */
  private readonly records: readonly string[];

  constructor(scope: Construct, id: string, props: CertificateProps) {
    super(scope, id);
    const { domainName, alternativeNames = [], zone, validatedWith } = props;
    this.names = [domainName, ...alternativeNames];
    this.check(domainName, 64, zone);
    for (const name of alternativeNames) {
      this.check(name, 253, zone);
    }
    const certificate = new AcmCertificate(this, "Default", {
      domainName,
      subjectAlternativeNames: alternativeNames.length > 0 ? [...alternativeNames] : undefined,
      validationMethod: "DNS",
      options: { certificateTransparencyLoggingPreference: "ENABLED" },
      // What uses the certificate must change over before the old one can go.
      lifecycle: { createBeforeDestroy: true },
    });
    this.records = validatedWith?.records ?? this.addRecords(certificate, zone, validatedDomains(this.names));
    this.arn = new AcmCertificateValidation(this, "validation", {
      certificateArn: certificate.arn,
      validationRecordFqdns: [...this.records],
    }).certificateArn;
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

  private check(name: string, longest: number, zone: CertificateProps["zone"]): void {
    if (name.length > longest) {
      throw new Error(
        `${this.node.path}: ${longest === 64 ? "domainName" : "alternativeNames"} must have at most ${longest} characters, got ${name}`,
      );
    }
    if (name !== zone.name && !name.endsWith(`.${zone.name}`)) {
      throw new Error(`${this.node.path}: names must lie in the zone ${zone.name}, got ${name}`);
    }
  }
}

/** AWS ends names with a dot, which Route 53 leaves out itself. */
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
    // Every certificate of an account for a domain has the same record.
    allowOverwrite: true,
  }).fqdn;
}

/** A wildcard is validated by the record of the domain it stands in. */
function validatedDomains(names: readonly string[]): string[] {
  return [...new Set(names.map((name) => name.replace(/^\*\./, "")))];
}
