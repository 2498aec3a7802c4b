import { DlmLifecyclePolicy, type DlmLifecyclePolicyConfig } from "@cdktf/provider-aws/lib/dlm-lifecycle-policy";
import { checkPattern, checkWholeNumber } from "@modules/core/checks";
import { Construct, type IConstruct } from "constructs";
import { accountOf, arn } from "../account";
import { partitionOf } from "../partition";
import type { IKey } from "../security/key";
import type { Statement } from "../security/policy";
import { grant, Role } from "../security/role";

export interface ISnapshotPolicy extends IConstruct {
  /** Tags of the volumes that the policy takes snapshots of. */
  readonly targetTags: Readonly<Record<string, string>>;
}

/** Copies of the snapshots in another region. */
export interface SnapshotCopy {
  readonly region: string;

  /** Key in that region that encrypts the copies. */
  readonly key: IKey;

  /** Days that a copy is kept. @default 30 */
  readonly retentionDays?: number;
}

export interface SnapshotPolicyProps {
  /** Value of the `SnapshotPolicy` tag, and name of the role; unique in the account. */
  readonly name: string;

  /** Key that encrypts the volumes. */
  readonly key: IKey;

  /** Number of snapshots to keep of each volume, 1 to 1000. @default 30 */
  readonly retained?: number;

  /** Time of day at which snapshots are due, `HH:MM` in UTC; they begin within the hour. @default "05:00" */
  readonly time?: string;

  /** Copies in another region. @default none */
  readonly copy?: SnapshotCopy;

  /** Arguments of the `aws_dlm_lifecycle_policy` that replace what this module sets. @default none */
  readonly overrides?: Partial<DlmLifecyclePolicyConfig>;
}

/**
 * Daily snapshots of EBS volumes with the policy's tag.
 * https://docs.aws.amazon.com/ebs/latest/userguide/snapshot-lifecycle.html
 */
export class SnapshotPolicy extends Construct implements ISnapshotPolicy {
  readonly targetTags: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, props: SnapshotPolicyProps) {
    super(scope, id);
    const { name, key, retained = 30, time = "05:00", copy, overrides } = props;
    checkPattern(this, "time", time, /^([01]\d|2[0-3]):[0-5]\d$/, "HH:MM in UTC");
    checkWholeNumber(this, "retained", retained, 1, 1000);
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
      ...overrides,
    });
  }

  /** https://docs.aws.amazon.com/ebs/latest/userguide/dlm-prerequisites.html */
  private statements(keys: readonly IKey[], copyRegion: string | undefined): Statement[] {
    const regions = [accountOf(this).region, ...(copyRegion ? [copyRegion] : [])];
    const snapshots = regions.map((region) => `arn:${partitionOf(region)}:ec2:${region}::snapshot/*`);
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
