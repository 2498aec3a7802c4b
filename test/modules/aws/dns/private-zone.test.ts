import { PrivateZone } from "@modules/aws/dns/private-zone";
import { WeightedRecords, type WeightedRecordsProps } from "@modules/aws/dns/weighted-records";
import { Vpc } from "@modules/aws/network/vpc";
import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

function records(props: Partial<WeightedRecordsProps> = {}): Json {
  return synth((stack) => {
    const vpc = new Vpc(stack, "vpc", { name: "shop", cidr: "10.0.0.0/16", subnets: {} });
    const zone = new PrivateZone(stack, "zone", { domain: "internal.shop.example", vpc, comment: "Shop" });
    new WeightedRecords(stack, "reads", {
      zone,
      name: "reads.internal.shop.example",
      hosts: { a: { host: "a.rds.example" }, b: { host: "b.rds.example", weight: 3 } },
      ...props,
    });
  });
}

test("is a private zone of the VPC", () => {
  expect(only(records(), "aws_route53_zone")).toMatchObject({
    name: "internal.shop.example",
    vpc: [{ vpc_id: "${aws_vpc.vpc.id}" }],
    lifecycle: { prevent_destroy: true },
  });
});

test("distributes clients over the hosts by weight", () => {
  expect(Object.values(records().resource.aws_route53_record)).toMatchObject([
    { type: "CNAME", records: ["a.rds.example"], set_identifier: "a", weighted_routing_policy: { weight: 1 }, ttl: 30 },
    { type: "CNAME", records: ["b.rds.example"], set_identifier: "b", weighted_routing_policy: { weight: 3 } },
  ]);
});

test("fails on a name of another zone, and on the zone's own name", () => {
  expect(() => records({ name: "reads.shop.example" })).toThrow(
    "reads: name must be below the zone internal.shop.example, got reads.shop.example",
  );
  expect(() => records({ name: "internal.shop.example" })).toThrow("name must be below the zone");
});

test("fails on a weight that Route 53 refuses", () => {
  expect(() => records({ hosts: { a: { host: "a.rds.example", weight: 256 } } })).toThrow(
    "reads: hosts.a.weight must be a whole number, 0 to 255, got 256",
  );
});
