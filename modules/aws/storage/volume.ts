import { EbsVolume, type EbsVolumeConfig } from "@cdktf/provider-aws/lib/ebs-volume";
import { check, checkRange } from "@modules/core/checks";
import { Construct } from "constructs";
import type { IKey } from "../security/key";
import type { ISnapshotPolicy } from "./snapshot-policy";

/** Performance of a General Purpose SSD volume. */
export interface Gp3Performance {
  /** @default "gp3" */
  readonly type?: "gp3";

  /** 3000 to 16000; above 3000 at most 500 for each GiB. @default 3000 */
  readonly iops?: number;

  /** MiB per second, 125 to 1000, and at most a quarter of `iops`. @default 125 */
  readonly throughputMebibytesPerSecond?: number;
}

/** Performance of a Provisioned IOPS SSD volume; its throughput follows from its IOPS. */
export interface Io2Performance {
  readonly type: "io2";

  /** 100 to 64000; above 100 at most 500 for each GiB. */
  readonly iops: number;
}

interface CommonVolumeProps {
  /** `Name` tag. */
  readonly name: string;

  /** Availability zone of the instance that attaches the volume. A change replaces the volume. */
  readonly availabilityZone: string;

  /** Size in GiB; EBS grows a volume but does not shrink it. */
  readonly sizeGibibytes: number;

  readonly key: IKey;

  /** Policy that takes snapshots of the volume. @default none */
  readonly snapshotPolicy?: ISnapshotPolicy;

  /** Refuse deletion by Terraform; a volume that is deleted leaves a final snapshot. @default true */
  readonly deletionProtection?: boolean;

  /** Arguments of the `aws_ebs_volume` that replace what this module sets. @default none */
  readonly overrides?: Partial<EbsVolumeConfig>;
}

export type VolumeProps = CommonVolumeProps & (Gp3Performance | Io2Performance);

/**
 * An encrypted EBS volume, which one instance at a time attaches.
 * https://docs.aws.amazon.com/ebs/latest/userguide/ebs-volume-types.html
 */
export class Volume extends Construct {
  readonly id: string;
  readonly arn: string;

  constructor(scope: Construct, id: string, props: VolumeProps) {
    super(scope, id);
    const { name, availabilityZone, sizeGibibytes, key, snapshotPolicy } = props;
    const { deletionProtection = true, overrides } = props;
    const volume = new EbsVolume(this, "Default", {
      availabilityZone,
      ...this.performance(props),
      size: sizeGibibytes,
      encrypted: true,
      kmsKeyId: key.arn,
      finalSnapshot: deletionProtection,
      tags: { Name: name, ...snapshotPolicy?.targetTags },
      lifecycle: { preventDestroy: deletionProtection },
      ...overrides,
    });
    this.id = volume.id;
    this.arn = volume.arn;
  }

  private performance(props: VolumeProps): Pick<EbsVolumeConfig, "type" | "iops" | "throughput"> {
    if (props.type === "io2") {
      const { type, iops } = props;
      this.checkIops(iops, 100, 64_000, props.sizeGibibytes);
      return { type, iops };
    }
    const { type = "gp3", iops = 3000, throughputMebibytesPerSecond: throughput = 125 } = props;
    this.checkIops(iops, 3000, 16_000, props.sizeGibibytes);
    checkRange(this, "throughputMebibytesPerSecond", throughput, 125, 1000);
    const quarter = `at most a quarter of iops (${iops})`;
    check(this, throughput <= iops / 4, "throughputMebibytesPerSecond", quarter, throughput);
    return { type, iops, throughput };
  }

  /** A volume of any size has the minimum; above it both types allow 500 IOPS for each GiB. */
  private checkIops(iops: number, min: number, max: number, sizeGibibytes: number): void {
    checkRange(this, "iops", iops, min, max);
    const holds = iops <= Math.max(500 * sizeGibibytes, min);
    check(this, holds, "iops", "at most 500 for each GiB", `${iops} for ${sizeGibibytes} GiB`);
  }
}
