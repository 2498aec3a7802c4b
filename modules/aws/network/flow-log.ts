import { FlowLog as AwsFlowLog, type FlowLogConfig } from "@cdktf/provider-aws/lib/flow-log";
import { Construct } from "constructs";
import type { ILogGroup } from "../operations/log-group";
import { grant, Role } from "../security/role";
import type { IVpc } from "./vpc";

export interface FlowLogProps {
  readonly vpc: IVpc;

  readonly logGroup: ILogGroup;

  /** Name of the role that writes the records to the log group. */
  readonly roleName: string;

  /** Arguments of the `aws_flow_log` that replace what this module sets. @default none */
  readonly overrides?: Partial<FlowLogConfig>;
}

/** The default fields, then fields with the original addresses of packets that pass a NAT gateway or load balancer. */
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
 * A flow log: a record of every accepted and rejected flow of a VPC, aggregated over one minute. CloudWatch Logs costs
 * about twice as much per GB as S3, but during an incident people can search the newest records without creating a
 * table.
 * https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html
 */
export class FlowLog extends Construct {
  constructor(scope: Construct, id: string, props: FlowLogProps) {
    super(scope, id);
    const { vpc, logGroup, roleName, overrides } = props;
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
      // The fields are written as `$${...}`, because Terraform would interpolate `${...}`.
      logFormat: FIELDS.map((field) => `$\${${field}}`).join(" "),
      ...overrides,
    });
  }
}
