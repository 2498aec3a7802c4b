import { decryptByDistributions, readByDistributions } from "@modules/aws/cdn/bucket-origin";
import { Key } from "@modules/aws/security/key";
import { Bucket } from "@modules/aws/storage/bucket";
import { LogBucket } from "@modules/aws/storage/log-bucket";
import type { LpEnvironment } from "../../../../environments/lp/schema";
import type { AwsStack } from "../../../base/aws-stack";

/**
 * Bucket of the files that CloudFront serves. The bucket has a separate KMS key, so that CloudFront can decrypt no
 * other data.
 */
export function addAssets(stack: AwsStack<LpEnvironment>): Bucket {
  const { security, deletionProtection } = stack.environment;
  const key = new Key(stack, "assets-key", {
    name: stack.named("lp-assets"),
    description: "Objects of the CDN",
    deletionWindowDays: security.keyDeletionWindowDays,
    policy: [decryptByDistributions(stack)],
    deletionProtection,
  });
  const accessLogs = new LogBucket(stack, "access-logs", {
    name: stack.named("lp-system-access-logs"),
    deletionProtection,
  });
  const name = stack.named("lp-system-assets");
  return new Bucket(stack, "assets", {
    name,
    key,
    accessLogs,
    policy: [readByDistributions(stack, name)],
    lifecycleRuleId: "asset_lifecycle",
    transitionToIaDays: 30,
    // CloudFront cannot serve objects in Glacier, so only objects under archive/ move there.
    prefixTransitions: { "archive/": { transitionToGlacierDays: 90, transitionToDeepArchiveDays: 365 } },
    deletionProtection,
  });
}
