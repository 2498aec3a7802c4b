import { EbsVolume } from "@cdktf/provider-aws/lib/ebs-volume";
import { Construct } from "constructs";
import type { IKey } from "../security/key";
import type { ISnapshotPolicy } from "./snapshot-policy";

export interface VolumeProps {
  /** `Name` tag. */
  readonly name: string;

  /** Zone of the instance it is for. */
  readonly zone: string;

  readonly sizeGibibytes: number;

  /** @default "gp3" */
  readonly type?: "gp3" | "io2";

  /** gp3: 3000 to 16000; io2: 100 to 64000. @default 3000 */
  readonly iops?: number;

  /** MiB/s of a gp3 volume, 125 to 1000; io2 derives its own. @default 125 */
  readonly throughputMebibytes?: number;

  readonly key: IKey;

  /** Takes its snapshots. @default none */
  readonly snapshotPolicy?: ISnapshotPolicy;

  /** Refuse deletion by Terraform, and take a last snapshot should it happen anyway. @default true */
  readonly deletionProtection?: boolean;
}

/** Per type: IOPS from, to, and at most for each GiB. https://docs.aws.amazon.com/ebs/latest/userguide/ebs-volume-types.html */
const IOPS = { gp3: [3000, 16000, 500], io2: [100, 64000, 500] } as const;

/** A block device for one instance at a time. */
export class Volume extends Construct {
  readonly id: string;
  readonly arn: string;

  constructor(scope: Construct, id: string, props: VolumeProps) {
    super(scope, id);
    const {
      name,
      zone,
      sizeGibibytes,
      type = "gp3",
      iops = 3000,
      key,
      snapshotPolicy,
      deletionProtection = true,
    } = props;
    this.checkIops(type, iops, sizeGibibytes);
    const volume = new EbsVolume(this, "Default", {
      availabilityZone: zone,
      type,
      size: sizeGibibytes,
      iops,
      throughput: this.checkedThroughput(type, iops, props.throughputMebibytes),
      encrypted: true,
      kmsKeyId: key.arn,
      finalSnapshot: deletionProtection,
      tags: { Name: name, ...snapshotPolicy?.targetTags },
      lifecycle: { preventDestroy: deletionProtection },
    });
    this.id = volume.id;
    this.arn = volume.arn;
  }

  private checkIops(type: "gp3" | "io2", iops: number, size: number): void {
    const [min, max, perGibibyte] = IOPS[type];
    if (iops < min || iops > max) {
      throw new Error(`${this.node.path}: iops must be ${min} to ${max} for ${type}, got ${iops}`);
    }
    // Every gp3 volume has 3000, however small.
    if (iops > Math.max(perGibibyte * size, type === "gp3" ? 3000 : 100)) {
      throw new Error(
        `${this.node.path}: iops must be at most ${perGibibyte} for each GiB, got ${iops} for ${size} GiB`,
      );
    }
  }

  private checkedThroughput(type: "gp3" | "io2", iops: number, given: number | undefined): number | undefined {
    if (type === "io2") {
      if (given !== undefined) {
        throw new Error(`${this.node.path}: throughputMebibytes must be left out for io2, got ${given}`);
      }
      return undefined;
    }
    const throughput = given ?? 125;
    if (throughput < 125 || throughput > 1000) {
      throw new Error(`${this.node.path}: throughputMebibytes must be 125 to 1000, got ${throughput}`);
    }
    if (throughput > iops / 4) {
      throw new Error(
        `${this.node.path}: throughputMebibytes must be at most a quarter of iops (${iops}), got ${throughput}`,
      );
    }
    return throughput;
  }
}
