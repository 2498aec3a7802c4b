import { VpcEndpoint, type VpcEndpointConfig } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { check } from "@modules/core/checks";
import { Construct } from "constructs";
import { accountOf } from "../account";
import { SecurityGroup } from "./security-group";
import type { IVpc } from "./vpc";

export interface EndpointsProps {
  /** Prefix of the `Name` tags and of the security group's name. */
  readonly name: string;

  readonly vpc: IVpc;

  /** Services with a gateway endpoint, which adds routes and is free of charge. @default ["s3", "dynamodb"] */
  readonly gateways?: readonly string[];

  /**
   * Groups whose route tables get routes to the gateway endpoints. S3 and DynamoDB keep their public addresses, so
   * network ACLs of these groups must allow them.
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
 * VPC endpoints, through which private and isolated subnets use AWS services without NAT or the internet.
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
