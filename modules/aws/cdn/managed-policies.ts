/**
 * CloudFront's own policies by name. Their ids are published and the same in
 * every account, so that nothing looks them up.
 */

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html */
export const MANAGED_CACHE_POLICIES = {
  /** Nothing is kept. */
  CachingDisabled: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
  /** As long as the origin says, at most a year; a day where it says nothing. Queries and cookies are ignored. */
  CachingOptimized: "658327ea-f89d-4fab-a63d-7e88639e58f6",
  /** The same for what is already compressed. */
  CachingOptimizedForUncompressedObjects: "b2884449-e4de-46a7-ac36-70bc7f1ddd6d",
  /** As long as the origin says, not at all where it says nothing; a copy for each host and set of cookies. */
  UseOriginCacheControlHeaders: "83da9c7e-98b4-4e11-a168-04f0df8e2c65",
  /** The same, and for each query. */
  "UseOriginCacheControlHeaders-QueryStrings": "4cc15a8a-d715-48a4-82b8-cc0b614638fe",
} as const;

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html */
export const MANAGED_ORIGIN_REQUEST_POLICIES = {
  /** Everything; the origin's certificate must name the host the viewer asked for. */
  AllViewer: "216adef6-5c7f-47e4-b989-5492eafa07d3",
  /** Everything, with the origin's own name as the host. */
  AllViewerExceptHostHeader: "b689b0a8-53d0-40ab-baf2-68738e2966ac",
  /** What a bucket needs to answer other sites' scripts. */
  "CORS-S3Origin": "88a5eaf4-2fd4-4709-b370-b4c650ea3fcf",
} as const;

export type ManagedCachePolicy = keyof typeof MANAGED_CACHE_POLICIES;
export type ManagedOriginRequestPolicy = keyof typeof MANAGED_ORIGIN_REQUEST_POLICIES;
