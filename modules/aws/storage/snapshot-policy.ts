import { DlmLifecyclePolicy } from "@cdktf/provider-aws/lib/dlm-lifecycle-policy";
import { Construct, type IConstruct } from "constructs";
import { accountOf, arn } from "../account";
import type { IKey } from "../security/key";
import type { Statement } from "../security/policy";
import { grant, Role } from "../security/role";

export interface ISnapshotPolicy extends IConstruct {
  /** Tags that put a volume under the policy. */
  readonly targetTags: Readonly<Record<string, string>>;
}

/** Copies of the snapshots in another region. */
export interface SnapshotCopy {
  readonly region: string;
  /** Key of that region. */
  readonly key: IKey;
  /** @default 30 */
  readonly retentionDays?: number;
}

export interface SnapshotPolicyProps {
  /** Of the tag and of the role, so unique in the account. */
  readonly name: string;

  /** Encrypts the volumes. */
  readonly key: IKey;

  /** Snapshots kept of each volume, 1 to 1000. @default 30 */
  readonly retained?: number;

  /** Hour of the day, `HH:MM` in UTC. @default "05:00" */
  readonly time?: string;

  /** @default none */
  readonly copy?: SnapshotCopy;
}

/** Snapshots of tagged EBS volumes, every day. */
export class SnapshotPolicy extends Construct implements ISnapshotPolicy {
  readonly targetTags: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, props: SnapshotPolicyProps) {
    super(scope, id);
    const { name, key, retained = 30, time = "05:00", copy } = props;
    if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) {
      throw new Error(`${this.node.path}: time must be HH:MM in UTC, got ${time}`);
    }
    if (retained < 1 || retained > 1000) {
      throw new Error(`${this.node.path}: retained must be 1 to 1000, got ${retained}`);
    }
    this.targetTags = { SnapshotPolicy: name };
    const role = new Role(this, "role", {
      name,
      assumedBy: "dlm.amazonaws.com",
      description: "Takes and expires snapshots of volumes",
    });
    grant(role, "take-snapshots", ...this.statements([key, ...(copy ? [copy.key] : [])], copy?.region));
    new DlmLifecyclePolicy(this, "Default", {
      description: `Daily snapshots of ${name}`,
      executionRoleArn: role.arn,
      state: "ENABLED",
      policyDetails: {
        resourceTypes: ["VOLUME"],
        targetTags: { ...this.targetTags },
        schedule: [
          {
            name: "daily",
            createRule: { interval: 24, intervalUnit: "HOURS", times: [time] },
            retainRule: { count: retained },
            copyTags: true,
            crossRegionCopyRule: copy && [
              {
                target: copy.region,
                encrypted: true,
                cmkArn: copy.key.arn,
                copyTags: true,
                retainRule: { interval: copy.retentionDays ?? 30, intervalUnit: "DAYS" },
              },
            ],
          },
        ],
      },
    });
  }

  /** https://docs.aws.amazon.com/ebs/latest/userguide/dlm-prerequisites.html */
  private statements(keys: readonly IKey[], copyRegion: string | undefined): Statement[] {
    const regions = [accountOf(this).region, ...(copyRegion ? [copyRegion] : [])];
    const snapshots = regions.map((region) => `arn:aws:ec2:${region}::snapshot/*`);
    const keyArns = keys.map((key) => key.arn);
    const tagged = Object.entries(this.targetTags).map(([tag, value]) => [`aws:ResourceTag/${tag}`, value]);
    return [
      {
        actions: ["ec2:CreateSnapshot", "ec2:CreateSnapshots"],
        resources: [arn(this, "ec2", "volume/*")],
        conditions: { StringEquals: Object.fromEntries(tagged) },
      },
      {
        actions: [
          "ec2:CreateSnapshot",
          "ec2:CreateSnapshots",
          "ec2:CopySnapshot",
          "ec2:DeleteSnapshot",
          "ec2:CreateTags",
        ],
        resources: snapshots,
      },
      { actions: ["ec2:DescribeVolumes", "ec2:DescribeInstances", "ec2:DescribeSnapshots"], resources: ["*"] },
      {
        actions: ["kms:Decrypt", "kms:Encrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
        resources: keyArns,
      },
      {
        actions: ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"],
        resources: keyArns,
        conditions: { Bool: { "kms:GrantIsForAWSResource": "true" } },
      },
    ];
  }
}
