import { FlowLog as AwsFlowLog } from "@cdktf/provider-aws/lib/flow-log";
import { Construct } from "constructs";
import type { ILogGroup } from "../operations/log-group";
import { grant, Role } from "../security/role";
import type { IVpc } from "./vpc";

export interface FlowLogProps {
  readonly vpc: IVpc;
  readonly logGroup: ILogGroup;
  /** Role that delivers the records. */
  readonly roleName: string;
}

/** The default fields, then those that tell where a NAT gateway's or load balancer's packet really came from. */
const FIELDS = [
  "version",
  "account-id",
  "interface-id",
  "srcaddr",
  "dstaddr",
  "srcport",
  "dstport",
  "protocol",
  "packets",
  "bytes",
  "start",
  "end",
  "action",
  "log-status",
  "vpc-id",
  "subnet-id",
  "tcp-flags",
  "pkt-srcaddr",
  "pkt-dstaddr",
];

/**
 * Every accepted and refused flow of a VPC, each minute.
 * https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html
 */
export class FlowLog extends Construct {
  constructor(scope: Construct, id: string, props: FlowLogProps) {
    super(scope, id);
    const { vpc, logGroup, roleName } = props;
    const role = new Role(this, "role", {
      name: roleName,
      assumedBy: "vpc-flow-logs.amazonaws.com",
      description: "Delivers flow logs of the VPC",
    });
    grant(role, "deliver-flow-logs", {
      actions: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
      resources: [logGroup.arn, `${logGroup.arn}:*`],
    });
    new AwsFlowLog(this, "Default", {
      vpcId: vpc.id,
      trafficType: "ALL",
      logDestinationType: "cloud-watch-logs",
      logDestination: logGroup.arn,
      iamRoleArn: role.arn,
      maxAggregationInterval: 60,
      // $$ keeps Terraform from taking the fields for its own expressions.
      logFormat: FIELDS.map((field) => `$\${${field}}`).join(" "),
    });
  }
}
