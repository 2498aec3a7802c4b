import { check, checkRange } from "@modules/core/checks";
import type { IConstruct } from "constructs";

/** Performance of a General Purpose SSD volume. */
export interface Gp3Performance {
  /** Type of the volume. @default "gp3" */
  readonly type?: "gp3";

  /** IOPS: 3000 to 16000; above 3000 at most 500 for each GiB. @default 3000 */
  readonly iops?: number;

  /** Throughput in MiB per second: 125 to 1000, and at most a quarter of `iops`. @default 125 */
  readonly throughputMebibytesPerSecond?: number;
}

/** Performance of a Provisioned IOPS SSD volume; its IOPS determine its throughput. */
export interface Io2Performance {
  readonly type: "io2";

  /** IOPS: 100 to 64000; above 100 at most 500 for each GiB. */
  readonly iops: number;
}

export type VolumePerformance = Gp3Performance | Io2Performance;

const IOPS = { gp3: { min: 3000, max: 16_000 }, io2: { min: 100, max: 64_000 } };

/**
 * Fails when EBS does not support the performance with the size.
 *
 * @param prefix of the props in errors, such as `volume.`
 */
export function checkPerformance(
  scope: IConstruct,
  performance: VolumePerformance,
  sizeGibibytes: number,
  prefix = "",
): void {
  const { min, max } = IOPS[performance.type ?? "gp3"];
  const { iops = min } = performance;
  checkRange(scope, `${prefix}iops`, iops, min, max);
  // A volume of any size may have the minimum; above it both types allow 500 IOPS for each GiB.
  const most = Math.max(500 * sizeGibibytes, min);
  check(scope, iops <= most, `${prefix}iops`, "at most 500 for each GiB", `${iops} for ${sizeGibibytes} GiB`);
  if (performance.type !== "io2") {
    const { throughputMebibytesPerSecond: throughput = 125 } = performance;
    const prop = `${prefix}throughputMebibytesPerSecond`;
    checkRange(scope, prop, throughput, 125, 1000);
    check(scope, throughput <= iops / 4, prop, `at most a quarter of iops (${iops})`, throughput);
  }
}
