import { join } from "node:path";
import { LambdaFunction } from "@modules/aws/functions/lambda-function";
import { Key } from "@modules/aws/security/key";
import { Bucket } from "@modules/aws/storage/bucket";
import { BucketNotification } from "@modules/aws/storage/bucket-notification";
import type { Construct } from "constructs";

/**
 * A function that S3 invokes for every photo uploaded below `incoming/`, and that writes checksums below `checksums/`.
 */
export function example(scope: Construct): void {
  const services = ["logs.us-east-1.amazonaws.com"];
  const key = new Key(scope, "key", { name: "photos", description: "Photos and their checksums", services });
  const accessLogs = Bucket.fromExisting(scope, "access-logs", { name: "acme-access-logs" });
  const photos = new Bucket(scope, "photos", { name: "acme-photos", key, accessLogs });
  // The file example-code.calls.json lists its calls of AWS APIs. The synthesis checks that the role allows them.
  const checksums = new LambdaFunction(scope, "checksums", {
    name: "checksums",
    description: "Writes checksums of photos",
    code: join(__dirname, "example-code"),
    runtime: "nodejs22.x",
    key,
    logsKey: key,
    logRetentionDays: 90,
  });
  photos.grantGet(checksums.role, "incoming/");
  photos.grantPut(checksums.role, "checksums/");

  new BucketNotification(scope, "uploads", { bucket: photos, created: { "incoming/": checksums } });
}
