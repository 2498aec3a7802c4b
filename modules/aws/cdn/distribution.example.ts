import { Distribution } from "@modules/aws/cdn/distribution";
import { DistributionLogs } from "@modules/aws/cdn/distribution-logs";
import { Certificate } from "@modules/aws/dns/certificate";
import { Bucket } from "@modules/aws/storage/bucket";
import type { Construct } from "constructs";

/** A site whose pages come from a bucket and whose paths `/api/*` come from a server. */
export function example(scope: Construct): void {
  const arn = "arn:aws:acm:us-east-1:111122223333:certificate/1234abcd-12ab-34cd-56ef-1234567890ab";
  const logs = Bucket.fromExisting(scope, "log-bucket", { name: "acme-web-access-logs" });

  new Distribution(scope, "site", {
    name: "site",
    comment: "www.acme.example",
    domainNames: ["www.acme.example"],
    certificate: Certificate.fromExisting(scope, "certificate", { arn, names: ["www.acme.example"] }),
    origins: {
      pages: { bucket: Bucket.fromExisting(scope, "pages", { name: "acme-pages" }) },
      server: { host: "origin.acme.example" },
    },
    defaultBehavior: { origin: "pages", cachePolicy: "CachingOptimized", methods: "get" },
    behaviors: {
      "/api/*": {
        origin: "server",
        cachePolicy: "CachingDisabled",
        originRequestPolicy: "AllViewerExceptHostHeader",
        methods: "all",
      },
    },
    defaultRootObject: "index.html",
    logs: new DistributionLogs(scope, "logs", { name: "site-logs", bucket: logs }),
  });
}
