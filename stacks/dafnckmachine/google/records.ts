import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { CloudflareProvider } from "@cdktf/provider-cloudflare/lib/provider";
import type { IHostedZone } from "@modules/aws/dns/hosted-zone";
import type { ValidationZone } from "@modules/cloudflare/dns/validation-zone";
import type { IApplicationLoadBalancer } from "@modules/google/load-balancing/application-load-balancer";
import type { ManagedCertificate } from "@modules/google/load-balancing/managed-certificate";
import type { Construct } from "constructs";
import type { DafnckmachineEnvironment } from "../../../environments/dafnckmachine/schema";
import { AwsStack } from "../../base/aws-stack";
import { isWithin } from "../../parts/cloudflare/public-domain";
import { GOOGLE_LABEL } from "./compute";

export interface GoogleRecordsProps {
  readonly zone: IHostedZone;
  /** Zone of the public names, if it is not `zone`. @default `zone` */
  readonly publicZone?: ValidationZone;
  readonly loadBalancer: IApplicationLoadBalancer;
  readonly certificates: readonly ManagedCertificate[];
}

/**
 * The record of Google Cloud's load balancer in Route 53, and the records by which Google validates its certificates.
 */
export class GoogleRecordsStack extends AwsStack<DafnckmachineEnvironment> {
  constructor(scope: Construct, environment: DafnckmachineEnvironment, props: GoogleRecordsProps) {
    super(scope, environment, "google-records");
    const { zone, publicZone, loadBalancer, certificates } = props;
    new Route53Record(this, "front", {
      zoneId: zone.id,
      name: `${GOOGLE_LABEL}.${zone.name}`,
      type: "A",
      ttl: 300,
      records: [loadBalancer.address],
    });
    if (publicZone) {
      new CloudflareProvider(this, "cloudflare", {});
    }
    for (const { domainName, proof } of certificates) {
      const id = `proof-${domainName.replaceAll(".", "-")}`;
      if (publicZone && !isWithin(domainName, zone.name)) {
        publicZone.addValidationRecord(this, id, proof);
      } else {
        const { name, type, value } = proof;
        new Route53Record(this, id, { zoneId: zone.id, name, type, ttl: 300, records: [value] });
      }
    }
  }
}
