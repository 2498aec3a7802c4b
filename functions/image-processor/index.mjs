/** Checks uploaded images, and writes the format and size of each as JSON under another prefix. S3 invokes it for each upload. */
import { HEADER_BYTES, readImage } from "./image.mjs";

/**
 * @param {object} options
 * @param {() => Promise<object>} options.s3 returns the S3 client of the AWS SDK
 * @param {string} options.incomingPrefix prefix of the keys of uploads
 * @param {string} options.processedPrefix prefix of the keys of results, for which S3 does not invoke the function
 */
export function createHandler({ s3, incomingPrefix, processedPrefix }) {
  return async (event) => {
    const client = await s3();
    const images = (event.Records ?? []).map(({ s3: { bucket, object } }) => ({
      bucket: bucket.name,
      // S3 encodes keys as in a form: percent-encoded, with + for a space.
      key: decodeURIComponent(object.key.replaceAll("+", " ")),
      bytes: object.size,
    }));
    for (const image of images.filter(({ key }) => key.startsWith(incomingPrefix))) {
      await processImage(client, image, `${processedPrefix}${image.key.slice(incomingPrefix.length)}.json`);
    }
  };
}

async function processImage(client, { bucket, key, bytes }, resultKey) {
  const header = await readHeader(client, bucket, key, bytes);
  if (!header) {
    console.warn({ message: "the upload is gone", bucket, key });
    return;
  }
  const image = readImage(header);
  await client.putObject({
    Bucket: bucket,
    Key: resultKey,
    ContentType: "application/json",
    Body: JSON.stringify({ key, bytes, valid: image !== undefined, ...image }),
  });
  if (!image) {
    await tagInvalid(client, bucket, key);
  }
  console.info({ message: image ? "processed" : "not an image", bucket, key, ...image });
}

async function readHeader(client, bucket, key, bytes) {
  if (bytes === 0) {
    // S3 refuses range requests for an empty object.
    return new Uint8Array();
  }
  try {
    const { Body } = await client.getObject({ Bucket: bucket, Key: key, Range: `bytes=0-${HEADER_BYTES - 1}` });
    return await Body.transformToByteArray();
  } catch (error) {
    if (error.name === "NoSuchKey" || (error.name === "AccessDenied" && (await isGone(client, bucket, key)))) {
      return undefined;
    }
    throw error;
  }
}

/**
 * Whether the bucket has no such key. S3 answers AccessDenied for a missing key to callers who may list a prefix only:
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
async function isGone(client, bucket, key) {
  const { Contents = [] } = await client.listObjectsV2({ Bucket: bucket, Prefix: key, MaxKeys: 1 });
  return Contents[0]?.Key !== key;
}

async function tagInvalid(client, bucket, key) {
  // The call replaces all tags of the object.
  const { TagSet = [] } = await client.getObjectTagging({ Bucket: bucket, Key: key });
  const others = TagSet.filter(({ Key }) => Key !== "validation");
  await client.putObjectTagging({
    Bucket: bucket,
    Key: key,
    Tagging: { TagSet: [...others, { Key: "validation", Value: "invalid" }] },
  });
}

let client;

export const handler = createHandler({
  // The Lambda runtime contains the SDK; tests load this file without it.
  s3: async () => (client ??= new (await import("@aws-sdk/client-s3")).S3({})),
  incomingPrefix: process.env.INCOMING_PREFIX,
  processedPrefix: process.env.PROCESSED_PREFIX,
});
