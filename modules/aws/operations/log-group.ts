import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { Construct, type IConstruct } from "constructs";
import type { IKey } from "../security/key";
import { grant, type IRole } from "../security/role";

export interface ILogGroup extends IConstruct {
  readonly arn: string;
  readonly name: string;
  grantWrite(role: IRole): void;
}

export interface LogGroupProps {
  /** At most 512 characters; services expect prefixes of theirs, such as `/aws/lambda/`. */
  readonly name: string;

  /** A period CloudWatch Logs offers. */
  readonly retentionDays: number;

  /** Its policy must let CloudWatch Logs of the region use it. */
  readonly key: IKey;

  /** Refuse deletion by Terraform. @default false */
  readonly deletionProtection?: boolean;
}

/** Encrypted logs that expire. */
export class LogGroup extends Construct implements ILogGroup {
  readonly arn: string;
  readonly name: string;

  constructor(scope: Construct, id: string, props: LogGroupProps) {
    super(scope, id);
    const { name, retentionDays, key, deletionProtection = false } = props;
    const group = new CloudwatchLogGroup(this, "Default", {
      name,
      retentionInDays: retentionDays,
      kmsKeyId: key.arn,
      lifecycle: { preventDestroy: deletionProtection },
    });
    this.arn = group.arn;
    this.name = group.name;
  }

  grantWrite(role: IRole): void {
    grant(role, `write-${this.node.id}`, {
      actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
      resources: [`${this.arn}:*`],
    });
  }
}
