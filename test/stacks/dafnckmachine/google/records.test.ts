import type { Json } from "@modules/checks/json";
import { expect, test } from "vitest";
import { production } from "../../../../environments/dafnckmachine/production";
import { stacks } from "../../../support/stacks";

const stack = stacks["dafnckmachine-production-google-records"]!;

test("points the name of Google Cloud at its load balancer, in the environment's Route 53 zone", () => {
  expect(stack.resource.aws_route53_record.front).toMatchObject({
    zone_id: expect.stringContaining("production-dns.outputs"),
    name: expect.stringMatching(/^gcp\./),
    type: "A",
    records: [expect.stringContaining("production-google-compute.outputs")],
  });
});

test("validates each name of the certificates in the zone that serves it", () => {
  const values = (block: Json) => JSON.stringify(block).match(/certificate-[a-z-]+com/)?.[0];
  const route53 = Object.entries<Json>(stack.resource.aws_route53_record).filter(([id]) => id.startsWith("proof-"));
  const cloudflare = Object.entries<Json>(stack.resource.cloudflare_dns_record);

  expect(route53.map(([id, record]) => [id, values(record)])).toEqual([
    ["proof-gcp-aws-dafnckmachine-com", "certificate-gcp-aws-dafnckmachine-com"],
  ]);
  expect(cloudflare.map(([id, { proxied }]) => [id, proxied])).toEqual([
    ["proof-app-dafnckmachine-com", false],
    ["proof-api-dafnckmachine-com", false],
  ]);
});

test("validates every name in Route 53 without Cloudflare", () => {
  const { resource } = stacks["dafnckmachine-development-google-records"]!;

  expect(Object.keys(resource.aws_route53_record).filter((id) => id.startsWith("proof-"))).toHaveLength(3);
  expect(resource).not.toHaveProperty("cloudflare_dns_record");
});

test("is in the environment's AWS account", () => {
  expect(stack.provider.aws[0]).toMatchObject({
    region: production.account.region,
    allowed_account_ids: [production.account.id],
  });
});

test("is left out without Google Cloud", () => {
  expect(stacks).not.toHaveProperty(["dafnckmachine-staging-google-records"]);
});
