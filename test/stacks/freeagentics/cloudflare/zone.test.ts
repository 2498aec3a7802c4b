import { expect, test } from "vitest";
import { stacks } from "../../../support/stacks";
import { type Json, only } from "../../../support/synth";

const zone = stacks["freeagentics-production-cloudflare-zone"]!;
const records = Object.values<Json>(zone.resource.cloudflare_dns_record);

test("is the authority of the platform's domain, and stays it", () => {
  expect(only(zone, "cloudflare_zone")).toMatchObject({
    name: "freeagentics.com",
    lifecycle: { prevent_destroy: true },
  });
});

test("hands what stands in AWS to the four servers of its Route 53 zone", () => {
  const own = records.filter(({ name }) => name === "aws.freeagentics.com");

  expect(own).toHaveLength(4);
  for (const { type, content } of own) {
    expect(type).toBe("NS");
    expect(content).toContain("freeagentics-production-dns");
  }
});

test("hands another environment's part to servers that the owner names", () => {
  const others = records.filter(({ name }) => name === "aws.development.freeagentics.com");

  expect(others.map(({ content }) => content)).toEqual(["ns-1.example.net", "ns-2.example.net"]);
});

test("prints what the registrar must be told", () => {
  expect(zone.output["name-servers"].value).toBe("${cloudflare_zone.zone.name_servers}");
  expect(zone.output["ds-record"].value).toBe("${cloudflare_zone_dnssec.dnssec.ds}");
});

test("is there only where Cloudflare is", () => {
  expect(Object.keys(stacks)).not.toContain("freeagentics-development-cloudflare-zone");
});
