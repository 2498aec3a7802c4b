/** A distribution with its certificate and logs. */

import { Distribution, type DistributionProps } from "@modules/aws/cdn/distribution";
import { DistributionLogs } from "@modules/aws/cdn/distribution-logs";
import { Certificate } from "@modules/aws/dns/certificate";
import { HostedZone } from "@modules/aws/dns/hosted-zone";
import { LogBucket } from "@modules/aws/storage/log-bucket";
import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import type { TerraformStack } from "cdktf";

export type Change = (stack: TerraformStack) => Partial<DistributionProps>;

/** A distribution for `www.example.com` with changed props. */
export function addDistribution(stack: TerraformStack, change: Change = () => ({})): Distribution {
  const zone = new HostedZone(stack, "zone", { domain: "example.com", comment: "Shop" });
  const certificate = new Certificate(stack, "certificate", {
    domainName: "example.com",
    alternativeNames: ["*.example.com"],
    zone,
  });
  const logs = new DistributionLogs(stack, "logs", {
    name: "shop-logs",
    bucket: new LogBucket(stack, "log-bucket", { name: "shop-logs" }),
  });
  return new Distribution(stack, "web", {
    name: "shop",
    comment: "Shop",
    domainNames: ["www.example.com"],
    certificate,
    origins: { server: { host: "origin.example.com" } },
    defaultBehavior: { origin: "server", cachePolicy: "CachingDisabled" },
    logs,
    ...change(stack),
  });
}

export const json = (change?: Change): Json => synth((stack) => addDistribution(stack, change));
export const distribution = (change?: Change): Json => only(json(change), "aws_cloudfront_distribution");
