import { CloudflareProvider } from "@cdktf/provider-cloudflare/lib/provider";
import { Zone } from "@modules/cloudflare/zone/zone";
import { resources } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";
import type { CloudflareStack } from "../../../../stacks/base/cloudflare-stack";
import { addChallenges } from "../../../../stacks/parts/cloudflare/acme-challenges";

/** Challenge records of names, with `shop.test` in Cloudflare and the domain in Route 53. */
function challenges(domain: string, ...hosts: readonly string[]): string[][] {
  const json = synth((stack) => {
    new CloudflareProvider(stack, "cloudflare");
    const zone = Zone.fromExisting(stack, "zone", { id: "0".repeat(32), name: "shop.test", plan: "free" });
    addChallenges(Object.assign(stack, { environment: { domain } }) as unknown as CloudflareStack, zone, hosts);
  });
  return resources(json, "cloudflare_dns_record").map(({ name, content }) => [name, content]);
}

test("points the challenge of a name in Cloudflare's zone to the zone in Route 53", () => {
  expect(challenges("aws.shop.test", "api.shop.test", "a.b.shop.test")).toEqual([
    ["_acme-challenge.api.shop.test", "_acme-challenge.api.aws.shop.test"],
    ["_acme-challenge.a.b.shop.test", "_acme-challenge.a.b.aws.shop.test"],
  ]);
});

test("leaves out names that Cloudflare does not answer for", () => {
  expect(challenges("aws.shop.test", "origin.aws.shop.test", "api.workshop.test")).toEqual([]);
});
