import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import type { IHostedZone } from "@modules/aws/dns/hosted-zone";
import type { IApplicationLoadBalancer } from "@modules/google/load-balancing/application-load-balancer";
import type { Construct } from "constructs";
import type { DafnckmachineEnvironment } from "../../../environments/dafnckmachine/schema";
import { AwsStack } from "../../base/aws-stack";
import { GOOGLE_LABEL } from "./compute";

export interface GoogleRecordsProps {
  readonly zone: IHostedZone;
  readonly loadBalancer: IApplicationLoadBalancer;
}

/**
 * The record of Google Cloud's load balancer, in Route 53. Google issues the load balancer's
 * certificate once the name resolves to it.
 */
export class GoogleRecordsStack extends AwsStack<DafnckmachineEnvironment> {
  constructor(scope: Construct, environment: DafnckmachineEnvironment, { zone, loadBalancer }: GoogleRecordsProps) {
    super(scope, environment, "google-records");
    new Route53Record(this, "front", {
      zoneId: zone.id,
      name: `${GOOGLE_LABEL}.${zone.name}`,
      type: "A",
      ttl: 300,
      records: [loadBalancer.address],
    });
  }
}
