import { HostedZone } from "@modules/aws/dns/hosted-zone";
import type { Json } from "@modules/checks/json";
import { Delegation } from "@modules/cloudflare/dns/delegation";
import { DnsRecord, type DnsRecordProps } from "@modules/cloudflare/dns/dns-record";
import type { Plan } from "@modules/cloudflare/zone/plan";
import { only } from "@modules/testing/resources";
import { synth, synthAll, testStack } from "@modules/testing/synth";
import { expect, test } from "vitest";
import { exampleZone } from "../support";

const ORIGIN = "origin.aws.example.com";

function record(props: Partial<DnsRecordProps> = {}, plan?: Plan): Json {
  const json = synth((stack) => {
    const zone = exampleZone(stack, plan);
    new DnsRecord(stack, "api", { zone, name: "api.example.com", type: "CNAME", content: ORIGIN, ...props });
  });
  return json.resource.cloudflare_dns_record.api;
}

test("proxies a record by default, with an automatic TTL", () => {
  expect(record()).toMatchObject({ name: "api.example.com", content: ORIGIN, proxied: true, ttl: 1 });
});

test("gives a record that is not proxied a TTL of five minutes", () => {
  expect(record({ proxied: false })).toMatchObject({ proxied: false, ttl: 300 });
});

test("accepts the zone's own name", () => {
  expect(record({ name: "example.com" }).name).toBe("example.com");
});

test.each<[string, Partial<DnsRecordProps>, string]>([
  ["outside the zone", { name: "api.example.org" }, "api: name must be example.com or a lower-case name below it"],
  ["whose last label only ends like the zone", { name: "anexample.com" }, "name must be"],
  ["with upper-case letters", { name: "API.example.com" }, "name must be"],
  ["whose target ends with a dot", { content: "origin.example.net." }, "content must be without a dot at the end"],
  ["of type NS that is proxied", { type: "NS", proxied: true }, "proxied must be false for NS"],
  ["with a TTL below a minute", { proxied: false, ttlSeconds: 30 }, "ttlSeconds must be a whole number, 60 to 86400"],
  ["with a comment of 501 characters", { comment: "x".repeat(501) }, "comment must be at most 500 characters, got 501"],
])("fails on a record %s", (_, props, message) => {
  expect(() => record(props)).toThrow(message);
});

test("applies the limits of the plan", () => {
  expect(record({ proxied: false, ttlSeconds: 30 }, "enterprise").ttl).toBe(30);
  expect(() => record({ comment: "x".repeat(101) }, "free")).toThrow("comment must be at most 100 characters");
});

test("delegates a name to each of its name servers", () => {
  const json = synth((stack) => {
    const nameServers = ["ns-1.example.net", "ns-2.example.net"];
    new Delegation(stack, "aws", { zone: exampleZone(stack), domain: "aws.example.com", nameServers });
  });
  const records = Object.values<Json>(json.resource.cloudflare_dns_record);

  expect(records.map(({ content }) => content)).toEqual(["ns-1.example.net", "ns-2.example.net"]);
  for (const one of records) {
    expect(one).toMatchObject({ type: "NS", name: "aws.example.com", proxied: false, ttl: 3600 });
  }
});

test("delegates to the four name servers of a Route 53 zone in another stack", () => {
  const { edge } = synthAll((app) => {
    const domain = "aws.example.com";
    const { nameServers } = new HostedZone(testStack(app, "dns"), "zone", { domain, comment: "AWS" });
    const stack = testStack(app, "edge");
    new Delegation(stack, "aws", { zone: exampleZone(stack), domain, nameServers });
  });
  const contents = Object.values<Json>(edge!.resource.cloudflare_dns_record).map(({ content }) => content);

  expect(contents).toHaveLength(4);
  for (const [index, content] of contents.entries()) {
    expect(content).toMatch(new RegExp(`^\\$\\{element\\(data\\.terraform_remote_state\\.[^,]+, ${index}\\)\\}$`));
  }
});

test("fails when the delegated name is the zone itself", () => {
  const delegate = () =>
    synth(
      (stack) => new Delegation(stack, "all", { zone: exampleZone(stack), domain: "example.com", nameServers: [] }),
    );

  expect(delegate).toThrow("all: domain must be below example.com, got example.com");
});

test("refers to the zone by id", () => {
  expect(only({ resource: { cloudflare_dns_record: { api: record() } } }, "cloudflare_dns_record").zone_id).toBe(
    "${cloudflare_zone.zone.id}",
  );
});

test("lets overrides replace arguments of the record", () => {
  expect(record({ overrides: { tags: ["team:web"], proxied: false } })).toMatchObject({
    tags: ["team:web"],
    proxied: false,
  });
});

test("passes overrides of a delegation to each NS record", () => {
  const json = synth((stack) => {
    const nameServers = ["ns-1.example.net", "ns-2.example.net"];
    const zone = exampleZone(stack);
    new Delegation(stack, "aws", { zone, domain: "aws.example.com", nameServers, overrides: { ttl: 86_400 } });
  });

  expect(Object.values<Json>(json.resource.cloudflare_dns_record).map(({ ttl }) => ttl)).toEqual([86_400, 86_400]);
});
