import { CloudwatchLogGroup, type CloudwatchLogGroupConfig } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import type { ITerraformDependable } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { arn } from "../account";
import type { IKey } from "../security/key";
import { grant, type IRole } from "../security/role";

export interface ILogGroup extends IConstruct {
  readonly arn: string;
  readonly name: string;
  /**
   * Allows the role to write to streams of the log group.
   *
   * @returns the policy, for resources whose creation needs the permission
   */
  grantWrite(role: IRole): ITerraformDependable;
}

export interface LogGroupProps {
  /** Name of the log group, at most 512 characters. Services expect their own prefixes, such as `/aws/lambda/`. */
  readonly name: string;

  /**
   * Days that log events are kept: a retention period of CloudWatch Logs, such as 30, 90, 365 or 731.
   * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
   */
  readonly retentionDays: number;

  /** Key whose policy allows CloudWatch Logs of the region to use it. */
  readonly key: IKey;

  /** Refuse deletion by Terraform. @default false */
  readonly deletionProtection?: boolean;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<CloudwatchLogGroupConfig>;
}

export interface LogGroupAttributes {
  readonly name: string;
}

/** An encrypted log group whose events expire. */
export class LogGroup extends Construct implements ILogGroup {
  readonly arn: string;
  readonly name: string;

  constructor(scope: Construct, id: string, props: LogGroupProps) {
    super(scope, id);
    const { name, retentionDays, key, deletionProtection = false, overrides } = props;
    const group = new CloudwatchLogGroup(this, "Default", {
      name,
      retentionInDays: retentionDays,
      kmsKeyId: key.arn,
      lifecycle: { preventDestroy: deletionProtection },
      ...overrides,
    });
    this.arn = group.arn;
    this.name = group.name;
  }

  /** A log group of the stack's account and region that another stack, tool or service owns. */
  static fromExisting(scope: Construct, id: string, attributes: LogGroupAttributes): ILogGroup {
    return new ExistingLogGroup(scope, id, attributes);
  }

  grantWrite(role: IRole): ITerraformDependable {
    return grantWrite(this, role);
  }
}

class ExistingLogGroup extends Construct implements ILogGroup {
  readonly arn: string;
  readonly name: string;

  constructor(scope: Construct, id: string, { name }: LogGroupAttributes) {
    super(scope, id);
    this.arn = arn(this, "logs", `log-group:${name}`);
    this.name = name;
  }

  grantWrite(role: IRole): ITerraformDependable {
    return grantWrite(this, role);
  }
}

function grantWrite({ node, arn }: ILogGroup, role: IRole): ITerraformDependable {
  return grant(role, `write-${node.id}`, {
    actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
    resources: [`${arn}:*`],
  });
}
