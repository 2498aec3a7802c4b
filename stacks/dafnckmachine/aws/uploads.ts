/**
 * Prefixes of S3 keys in the bucket of users' uploads. Services store uploads below the first prefix. S3 then invokes
 * the image processor, which writes below the second prefix, because it would otherwise invoke itself.
 */
export const INCOMING = "incoming/";
export const PROCESSED = "processed/";
