/** Sources of the function in the example of bucket-notification.ts: writes the checksum of each upload below `checksums/`. */
import { createHash } from "node:crypto";
import { S3 } from "@aws-sdk/client-s3";

const s3 = new S3({});

export async function handler({ Records }) {
  for (const { bucket, object } of Records.map((record) => record.s3)) {
    // S3 encodes keys as in a form: percent-encoded, with + for a space.
    const key = decodeURIComponent(object.key.replaceAll("+", " "));
    const { Body } = await s3.getObject({ Bucket: bucket.name, Key: key });
    const checksum = createHash("sha256").update(await Body.transformToByteArray());
    await s3.putObject({ Bucket: bucket.name, Key: `checksums/${key}`, Body: checksum.digest("hex") });
  }
}
