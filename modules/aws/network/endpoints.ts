import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { Construct } from "constructs";
import { accountOf } from "../account";
import { SecurityGroup } from "./security-group";
import type { Vpc } from "./vpc";

export interface EndpointsProps {
  /** Begins the names. */
  readonly name: string;
  readonly vpc: Vpc;
  /** Services reached through route tables, free of charge. @default ["s3", "dynamodb"] */
  readonly gateways?: readonly string[];
  /**
   * Services given addresses in the VPC, such as `secretsmanager` or `ecr.dkr`;
   * each costs by the hour and zone.
   * @default none
   */
  readonly interfaces?: readonly string[];
  /** Group whose subnets hold the interfaces. @default "private" */
  readonly subnetGroup?: string;
}

/** Ways to services of AWS that never leave its network. */
export class Endpoints extends Construct {
  constructor(scope: Construct, id: string, props: EndpointsProps) {
    super(scope, id);
    const { name, vpc, gateways = ["s3", "dynamodb"], interfaces = [], subnetGroup = "private" } = props;
    const { region } = accountOf(this);
    for (const service of gateways) {
      new VpcEndpoint(this, service, {
        vpcId: vpc.id,
        serviceName: `com.amazonaws.${region}.${service}`,
        vpcEndpointType: "Gateway",
        routeTableIds: Object.values(vpc.routeTableIds),
        tags: { Name: `${name}-${service}` },
      });
    }
    if (interfaces.length === 0) {
      return;
    }
    const group = new SecurityGroup(this, "security-group", {
      name: `${name}-endpoints-sg`,
      description: "Interface endpoints of AWS services",
      vpc,
      ports: { https: 443 },
    });
    group.connections.allowFromCidr(vpc.cidr, "https", "Hosts of the VPC");
    for (const service of interfaces) {
      new VpcEndpoint(this, service, {
        vpcId: vpc.id,
        serviceName: `com.amazonaws.${region}.${service}`,
        vpcEndpointType: "Interface",
        privateDnsEnabled: true,
        subnetIds: vpc.subnetIds(subnetGroup),
        securityGroupIds: [group.id],
        tags: { Name: `${name}-${service.replaceAll(".", "-")}` },
      });
    }
  }
}
