import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { stacks } from "../../../support/stacks";

const production = stacks["dafnckmachine-production-cloudflare-edge"]!;
const zone = stacks["dafnckmachine-production-cloudflare-zone"]!;

const HOSTS = ["assets", "api", "app"].map((label) => `${label}.dafnckmachine.com`);

test("leads the public names through Cloudflare to the distributions that answer to them", () => {
  const records = Object.values<Json>(production.resource.cloudflare_dns_record).filter(({ proxied }) => proxied);
  const aliases = Object.values<Json>(stacks["dafnckmachine-production-edge"]!.resource.aws_cloudfront_distribution);

  expect(records.map(({ name }) => name)).toEqual(HOSTS);
  expect(aliases.flatMap((distribution) => distribution.aliases).sort()).toEqual([...HOSTS].sort());
  for (const { type, content } of records) {
    expect(type).toBe("CNAME");
    expect(content).toMatch(/dafnckmachine-production-edge\.outputs\..*aws_cloudfront_distribution/);
  }
});

test("leads a proof of the API's name to Route 53, where the cluster's issuer answers", () => {
  const others = Object.values<Json>(production.resource.cloudflare_dns_record).filter(({ proxied }) => !proxied);

  expect(others).toMatchObject([
    {
      name: "_acme-challenge.api.dafnckmachine.com",
      type: "CNAME",
      content: "_acme-challenge.api.aws.dafnckmachine.com",
    },
  ]);
});

test("keeps no answer that the CDN keeps", () => {
  const { phase, rules } = only(production, "cloudflare_ruleset");

  expect([phase, rules.length]).toEqual(["http_request_cache_settings", 1]);
  expect(rules[0]).toMatchObject({ action: "set_cache_settings", action_parameters: { cache: false } });
  for (const host of HOSTS) {
    expect(rules[0].expression).toContain(`"${host}"`);
  }
});

test("delegates the origins' part to Route 53, and the other environments' to theirs", () => {
  const delegated = Object.values<Json>(zone.resource.cloudflare_dns_record)
    .filter(({ type }) => type === "NS")
    .map(({ name }) => name);

  expect(only(zone, "cloudflare_zone").name).toBe("dafnckmachine.com");
  expect(only(stacks["dafnckmachine-production-dns"]!, "aws_route53_zone").name).toBe("aws.dafnckmachine.com");
  expect(new Set(delegated)).toEqual(
    new Set(["aws", "staging", "development"].map((label) => `${label}.dafnckmachine.com`)),
  );
});

test("asks the CDN under a certificate that is checked", () => {
  const settings = Object.values<Json>(zone.resource.cloudflare_zone_setting);

  expect(settings).toContainEqual(expect.objectContaining({ setting_id: "ssl", value: "strict" }));
});

test("is there where Cloudflare is, and nowhere else", () => {
  expect(stacks["dafnckmachine-staging-cloudflare-edge"]).toBeUndefined();
  expect(stacks["dafnckmachine-staging-edge"]!.provider.cloudflare).toBeUndefined();
});
