/**
 * Ids of CloudFront's managed cache policies, the same in every account.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
 */
export const MANAGED_CACHE_POLICIES = {
  /** No caching. */
  CachingDisabled: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
  /**
   * Caches as the origin's headers say, for at most a year, and for a day without headers. The cache key has neither
   * query parameters nor cookies.
   */
  CachingOptimized: "658327ea-f89d-4fab-a63d-7e88639e58f6",
  /** Like `CachingOptimized`, for origins that compress responses themselves. */
  CachingOptimizedForUncompressedObjects: "b2884449-e4de-46a7-ac36-70bc7f1ddd6d",
  /**
   * Caches as the origin's headers say, and does not cache responses without headers. The cache key has the host and
   * the cookies.
   */
  UseOriginCacheControlHeaders: "83da9c7e-98b4-4e11-a168-04f0df8e2c65",
  /** Like `UseOriginCacheControlHeaders`, with query parameters in the cache key. */
  "UseOriginCacheControlHeaders-QueryStrings": "4cc15a8a-d715-48a4-82b8-cc0b614638fe",
} as const;

/**
 * Ids of CloudFront's managed origin request policies, the same in every account.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html
 */
export const MANAGED_ORIGIN_REQUEST_POLICIES = {
  /** Forwards all parts of the viewer's request. The origin's certificate must cover the viewer's host name. */
  AllViewer: "216adef6-5c7f-47e4-b989-5492eafa07d3",
  /** Forwards all parts of the viewer's request, but replaces the host name by the origin's. */
  AllViewerExceptHostHeader: "b689b0a8-53d0-40ab-baf2-68738e2966ac",
  /** Forwards the headers that S3 needs to answer cross-origin (CORS) requests. */
  "CORS-S3Origin": "88a5eaf4-2fd4-4709-b370-b4c650ea3fcf",
} as const;

export type ManagedCachePolicy = keyof typeof MANAGED_CACHE_POLICIES;
export type ManagedOriginRequestPolicy = keyof typeof MANAGED_ORIGIN_REQUEST_POLICIES;
