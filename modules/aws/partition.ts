/** Partitions by the prefix of their regions' names; all other regions are in `aws`. */
const PARTITIONS: Readonly<Record<string, string>> = {
  "cn-": "aws-cn",
  "us-gov-": "aws-us-gov",
  "us-iso-": "aws-iso",
  "us-isob-": "aws-iso-b",
  "eu-isoe-": "aws-iso-e",
  "us-isof-": "aws-iso-f",
  "eusc-": "aws-eusc",
};

/**
 * The partition of a region, the second part of every ARN: `aws`, `aws-cn` or `aws-us-gov`, among others.
 * https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html
 */
export function partitionOf(region: string): string {
  const prefix = Object.keys(PARTITIONS).find((candidate) => region.startsWith(candidate));
  return prefix === undefined ? "aws" : PARTITIONS[prefix]!;
}

/** The domain of the partition's service endpoints: `amazonaws.com`, or `amazonaws.com.cn` in China. */
export function dnsSuffixOf(region: string): string {
  return partitionOf(region) === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
}
