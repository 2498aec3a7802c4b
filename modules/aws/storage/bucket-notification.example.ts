import { join } from "node:path";
import { LambdaFunction } from "@modules/aws/functions/lambda-function";
import { Key } from "@modules/aws/security/key";
import { Bucket } from "@modules/aws/storage/bucket";
import { BucketNotification } from "@modules/aws/storage/bucket-notification";
import type { Construct } from "constructs";

/** A function that S3 invokes for every image uploaded below `incoming/`; it writes thumbnails to `thumbnails/`. */
export function example(scope: Construct): void {
  const services = ["logs.us-east-1.amazonaws.com"];
  const key = new Key(scope, "key", { name: "photos", description: "Photos and their thumbnails", services });
  const accessLogs = Bucket.fromExisting(scope, "access-logs", { name: "acme-access-logs" });
  const photos = new Bucket(scope, "photos", { name: "acme-photos", key, accessLogs });
  const thumbnails = new LambdaFunction(scope, "thumbnails", {
    name: "thumbnails",
    description: "Makes thumbnails of photos",
    code: join(__dirname, "../functions/example-code"),
    runtime: "nodejs22.x",
    environment: { BUCKET: photos.name },
    key,
    logsKey: key,
    logRetentionDays: 90,
  });
  photos.grantRead(thumbnails.role, "incoming/");
  photos.grantPut(thumbnails.role, "thumbnails/");

  new BucketNotification(scope, "uploads", { bucket: photos, created: { "incoming/": thumbnails } });
}
