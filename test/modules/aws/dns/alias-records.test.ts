import { AliasRecords } from "@modules/aws/dns/alias-records";
import { HostedZone } from "@modules/aws/dns/hosted-zone";
import type { Json } from "@modules/checks/json";
import { synth } from "@modules/testing/synth";
import { Construct } from "constructs";
import { expect, test } from "vitest";

class Target extends Construct {
  readonly dnsName = "d111111abcdef8.cloudfront.net";
  readonly zoneId = "Z2FDTNDATAQYW2";
}

function records(name: string): Json[] {
  const json = synth((stack) => {
    const zone = new HostedZone(stack, "zone", { domain: "example.com", comment: "Shop" });
    new AliasRecords(stack, "www", { zone, name, target: new Target(stack, "target") });
  });
  return Object.values<Json>(json.resource.aws_route53_record);
}

test("points a name at its target over IPv4 and IPv6", () => {
  const found = records("www.example.com");

  expect(found.map(({ type }) => type)).toEqual(["A", "AAAA"]);
  for (const record of found) {
    expect(record).toMatchObject({
      name: "www.example.com",
      alias: { name: "d111111abcdef8.cloudfront.net", zone_id: "Z2FDTNDATAQYW2", evaluate_target_health: false },
    });
  }
});

test("accepts the zone's own name, where DNS allows no CNAME", () => {
  expect(records("example.com")).toHaveLength(2);
});

test("fails on a name outside the zone", () => {
  expect(() => records("www.notexample.com")).toThrow(
    "www: name must be in the zone example.com, got www.notexample.com",
  );
});

test("adds records to a zone that exists", () => {
  const json = synth((stack) => {
    const zone = HostedZone.fromExisting(stack, "zone", { id: "Z0123456789ABC", domain: "example.com" });
    new AliasRecords(stack, "www", { zone, name: "www.example.com", target: new Target(stack, "target") });
  });

  expect(json.resource.aws_route53_zone).toBeUndefined();
  expect(Object.values<Json>(json.resource.aws_route53_record).map(({ zone_id }) => zone_id)).toEqual([
    "Z0123456789ABC",
    "Z0123456789ABC",
  ]);
});

test("lets overrides replace arguments of both records", () => {
  const json = synth((stack) => {
    const zone = HostedZone.fromExisting(stack, "zone", { id: "Z0123456789ABC", domain: "example.com" });
    const target = new Target(stack, "target");
    new AliasRecords(stack, "www", { zone, name: "www.example.com", target, overrides: { allowOverwrite: true } });
  });

  expect(Object.values<Json>(json.resource.aws_route53_record)).toMatchObject([
    { type: "A", allow_overwrite: true },
    { type: "AAAA", allow_overwrite: true },
  ]);
});
