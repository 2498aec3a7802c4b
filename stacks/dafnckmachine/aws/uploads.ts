/**
 * Prefixes of S3 keys in the bucket of users' uploads. Services put an upload below the first; the image processor,
 * which S3 invokes for it, writes below the second. A function that wrote where it is triggered would trigger itself.
 */
export const INCOMING = "incoming/";
export const PROCESSED = "processed/";
