import { VpcEndpoint, type VpcEndpointConfig } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { check } from "@modules/core/checks";
import { Construct } from "constructs";
import { accountOf } from "../account";
import { SecurityGroup } from "./security-group";
import type { IVpc } from "./vpc";

export interface EndpointsProps {
  /** Begins the `Name` tags and the name of the security group. */
  readonly name: string;

  readonly vpc: IVpc;

  /** Services with a gateway endpoint, which adds routes and is free of charge. @default ["s3", "dynamodb"] */
  readonly gateways?: readonly string[];

  /**
   * Groups whose route tables lead to the gateway endpoints. Addresses of S3 and DynamoDB are public, so network ACLs
   * of these groups must allow them.
   * @default all private and isolated groups
   */
  readonly gatewaySubnetGroups?: readonly string[];

  /**
   * Services with an interface endpoint, such as `secretsmanager` or `ecr.dkr`; AWS bills
   * each by the hour and availability zone.
   * @default none
   */
  readonly interfaces?: readonly string[];

  /** Group whose subnets hold the interface endpoints. @default "private" */
  readonly subnetGroup?: string;

  /** Arguments of every `aws_vpc_endpoint` that replace what this module sets. @default none */
  readonly overrides?: Partial<VpcEndpointConfig>;
}

/**
 * VPC endpoints: AWS services that private and isolated subnets reach without NAT or the internet.
 * https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html
 */
export class Endpoints extends Construct {
  constructor(scope: Construct, id: string, props: EndpointsProps) {
    super(scope, id);
    const { name, vpc, gateways = ["s3", "dynamodb"], interfaces = [], subnetGroup = "private", overrides } = props;
    const routeTableIds = Object.values(vpc.routeTableIds(props.gatewaySubnetGroups));
    check(
      this,
      gateways.length === 0 || routeTableIds.length > 0,
      "gatewaySubnetGroups",
      "groups with route tables while there are gateways",
      "none",
    );
    const { region } = accountOf(this);
    for (const service of gateways) {
      new VpcEndpoint(this, service, {
        vpcId: vpc.id,
        serviceName: `com.amazonaws.${region}.${service}`,
        vpcEndpointType: "Gateway",
        routeTableIds,
        tags: { Name: `${name}-${service}` },
        ...overrides,
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
        ...overrides,
      });
    }
  }
}
