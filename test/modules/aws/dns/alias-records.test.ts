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

test("takes the zone's own name, which no CNAME could", () => {
  expect(records("example.com")).toHaveLength(2);
});

test("fails on a name outside the zone", () => {
  expect(() => records("www.notexample.com")).toThrow(
    "www: name must lie in the zone example.com, got www.notexample.com",
  );
});
