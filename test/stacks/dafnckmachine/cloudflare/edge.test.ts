import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { production } from "../../../../environments/dafnckmachine/production";
import { stacks } from "../../../support/stacks";

const stack = stacks["dafnckmachine-production-cloudflare-edge"]!;
const zoneStack = stacks["dafnckmachine-production-cloudflare-zone"]!;
const { zone, delegations } = production.cloudflare!;

const HOSTS = ["assets", "api", "app"].map((label) => `${label}.${zone}`);

test("proxies the public names to the distributions that serve them", () => {
  const records = Object.values<Json>(stack.resource.cloudflare_dns_record).filter(({ proxied }) => proxied);
  const aliases = Object.values<Json>(stacks["dafnckmachine-production-edge"]!.resource.aws_cloudfront_distribution);

  expect(records.map(({ name }) => name)).toEqual(HOSTS);
  expect(aliases.flatMap((distribution) => distribution.aliases).sort()).toEqual([...HOSTS].sort());
  for (const { type, content } of records) {
    expect(type).toBe("CNAME");
    expect(content).toMatch(/dafnckmachine-production-edge\.outputs\..*aws_cloudfront_distribution/);
  }
});

test("redirects ACME challenges of the API's name to Route 53, where cert-manager writes them", () => {
  const others = Object.values<Json>(stack.resource.cloudflare_dns_record).filter(({ proxied }) => !proxied);

  expect(others).toMatchObject([
    {
      name: `_acme-challenge.api.${zone}`,
      type: "CNAME",
      content: `_acme-challenge.api.${production.domain}`,
    },
  ]);
});

test("caches no response of a name that CloudFront caches", () => {
  const { phase, rules } = only(stack, "cloudflare_ruleset");

  expect([phase, rules.length]).toEqual(["http_request_cache_settings", 1]);
  expect(rules[0]).toMatchObject({ action: "set_cache_settings", action_parameters: { cache: false } });
  for (const host of HOSTS) {
    expect(rules[0].expression).toContain(`"${host}"`);
  }
});

test("delegates the domains of all environments to their Route 53 zones", () => {
  const delegated = Object.values<Json>(zoneStack.resource.cloudflare_dns_record)
    .filter(({ type }) => type === "NS")
    .map(({ name }) => name);

  expect(only(zoneStack, "cloudflare_zone").name).toBe(zone);
  expect(only(stacks["dafnckmachine-production-dns"]!, "aws_route53_zone").name).toBe(production.domain);
  expect(new Set(delegated)).toEqual(new Set([production.domain, ...Object.keys(delegations ?? {})]));
});

test("verifies the certificate of CloudFront", () => {
  const settings = Object.values<Json>(zoneStack.resource.cloudflare_zone_setting);

  expect(settings).toContainEqual(expect.objectContaining({ setting_id: "ssl", value: "strict" }));
});

test("is left out without Cloudflare settings", () => {
  expect(stacks["dafnckmachine-staging-cloudflare-edge"]).toBeUndefined();
  expect(stacks["dafnckmachine-staging-edge"]!.provider.cloudflare).toBeUndefined();
});
