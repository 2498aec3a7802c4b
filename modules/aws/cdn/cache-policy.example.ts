import { CachePolicy } from "@modules/aws/cdn/cache-policy";
import type { Construct } from "constructs";

/** A cache policy for a product API: responses stay for five minutes, with a copy for each page and language. */
export function example(scope: Construct): void {
  new CachePolicy(scope, "products", {
    name: "products",
    defaultTtlSeconds: 300,
    queryStrings: ["page"],
    headers: ["Accept-Language"],
  });
}
