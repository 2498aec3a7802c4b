import { EbsVolume, type EbsVolumeConfig } from "@cdktf/provider-aws/lib/ebs-volume";
import { Construct } from "constructs";
import type { IKey } from "../security/key";
import type { ISnapshotPolicy } from "./snapshot-policy";
import { checkPerformance, type VolumePerformance } from "./volume-performance";

interface CommonVolumeProps {
  /** `Name` tag of the volume. */
  readonly name: string;

  /** Availability zone of the instance that attaches the volume. A change replaces the volume. */
  readonly availabilityZone: string;

  /** Size in GiB; EBS can grow a volume, but not shrink it. */
  readonly sizeGibibytes: number;

  readonly key: IKey;

  /** Policy that takes snapshots of the volume. @default none */
  readonly snapshotPolicy?: ISnapshotPolicy;

  /** Refuse deletion by Terraform, and make a final snapshot when the volume is deleted. @default true */
  readonly deletionProtection?: boolean;

  /** Arguments of the `aws_ebs_volume` that replace what this module sets. @default none */
  readonly overrides?: Partial<EbsVolumeConfig>;
}

export type VolumeProps = CommonVolumeProps & VolumePerformance;

/**
 * An encrypted EBS volume, which one instance at a time can attach.
 * https://docs.aws.amazon.com/ebs/latest/userguide/ebs-volume-types.html
 */
export class Volume extends Construct {
  readonly id: string;
  readonly arn: string;

  constructor(scope: Construct, id: string, props: VolumeProps) {
    super(scope, id);
    const { name, availabilityZone, sizeGibibytes, key, snapshotPolicy } = props;
    const { deletionProtection = true, overrides } = props;
    checkPerformance(this, props, sizeGibibytes);
    const volume = new EbsVolume(this, "Default", {
      availabilityZone,
      ...performanceOf(props),
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
}

function performanceOf(props: VolumeProps): Pick<EbsVolumeConfig, "type" | "iops" | "throughput"> {
  if (props.type === "io2") {
    return { type: props.type, iops: props.iops };
  }
  const { type = "gp3", iops = 3000, throughputMebibytesPerSecond: throughput = 125 } = props;
  return { type, iops, throughput };
}
