/**
 * Machine types of Compute Engine: vCPUs by series and kind. Google adds series every year: add a new one here.
 * https://cloud.google.com/compute/docs/general-purpose-machines and its siblings for compute, memory and accelerators.
 */
import { suggestion } from "@modules/core/nearest";

const SERIES: Readonly<Record<string, string>> = {
  "a2-highgpu": "1g 2g 4g 8g",
  "a2-megagpu": "16g",
  "a2-ultragpu": "1g 2g 4g 8g",
  "a3-highgpu": "1g 2g 4g 8g",
  "a3-megagpu": "8g",
  "c2-standard": "4 8 16 30 60",
  "c2d-highcpu": "2 4 8 16 32 56 112",
  "c2d-highmem": "2 4 8 16 32 56 112",
  "c2d-standard": "2 4 8 16 32 56 112",
  "c3-highcpu": "4 8 22 44 88 176",
  "c3-highmem": "4 8 22 44 88 176",
  "c3-standard": "4 8 22 44 88 176",
  "c3d-highcpu": "4 8 16 30 60 90 180 360",
  "c3d-highmem": "4 8 16 30 60 90 180 360",
  "c3d-standard": "4 8 16 30 60 90 180 360",
  "c4-highcpu": "2 4 8 16 24 32 48 96 144 192 288",
  "c4-highmem": "2 4 8 16 24 32 48 96 144 192 288",
  "c4-standard": "2 4 8 16 24 32 48 96 144 192 288",
  "c4a-highcpu": "1 2 4 8 16 32 48 64 72",
  "c4a-highmem": "1 2 4 8 16 32 48 64 72",
  "c4a-standard": "1 2 4 8 16 32 48 64 72",
  e2: "micro small medium",
  "e2-highcpu": "2 4 8 16 32",
  "e2-highmem": "2 4 8 16",
  "e2-standard": "2 4 8 16 32",
  f1: "micro",
  g1: "small",
  "g2-standard": "4 8 12 16 24 32 48 96",
  "m1-megamem": "96",
  "m1-ultramem": "40 80 160",
  "m2-megamem": "416",
  "m2-ultramem": "208 416",
  "m3-megamem": "64 128",
  "m3-ultramem": "32 64 128",
  "n1-highcpu": "2 4 8 16 32 64 96",
  "n1-highmem": "2 4 8 16 32 64 96",
  "n1-standard": "1 2 4 8 16 32 64 96",
  "n2-highcpu": "2 4 8 16 32 48 64 80 96",
  "n2-highmem": "2 4 8 16 32 48 64 80 96 128",
  "n2-standard": "2 4 8 16 32 48 64 80 96 128",
  "n2d-highcpu": "2 4 8 16 32 48 64 80 96 128 224",
  "n2d-highmem": "2 4 8 16 32 48 64 80 96",
  "n2d-standard": "2 4 8 16 32 48 64 80 96 128 224",
  "n4-highcpu": "2 4 8 16 32 48 64 80",
  "n4-highmem": "2 4 8 16 32 48 64 80",
  "n4-standard": "2 4 8 16 32 48 64 80",
  "t2a-standard": "1 2 4 8 16 32 48",
  "t2d-standard": "1 2 4 8 16 32 48 60",
};

/** Types with vCPUs and MiB of one's own choice, such as `n2-custom-4-8192`. */
const CUSTOM = /^((e2|n1|n2|n2d|n4|g2)-)?custom-\d+-\d+(-ext)?$/;

export const MACHINE_TYPES: readonly string[] = Object.entries(SERIES).flatMap(([series, sizes]) =>
  sizes.split(" ").map((size) => `${series}-${size}`),
);

/** The rule that a machine type breaks and its fix, or undefined when Compute Engine has the type. */
export function machineTypeProblem(type: string): string | undefined {
  if (MACHINE_TYPES.includes(type) || CUSTOM.test(type)) {
    return undefined;
  }
  const otherwise = "series are in modules/google/machine-types.ts; add a newer one there";
  return `must be a machine type of Compute Engine; ${suggestion(type, MACHINE_TYPES, otherwise)}`;
}
