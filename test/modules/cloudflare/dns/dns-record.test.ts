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

test("puts a name behind Cloudflare, which then decides how long it is known", () => {
  expect(record()).toMatchObject({ name: "api.example.com", content: ORIGIN, proxied: true, ttl: 1 });
});

test("lets a name be known for five minutes where it answers by itself", () => {
  expect(record({ proxied: false })).toMatchObject({ proxied: false, ttl: 300 });
});

test("takes the zone's own name", () => {
  expect(record({ name: "example.com" }).name).toBe("example.com");
});

test.each<[string, Partial<DnsRecordProps>, string]>([
  ["of another zone", { name: "api.example.org" }, "api: name must be example.com or a lower-case name below it"],
  ["that only ends like the zone", { name: "anexample.com" }, "name must be"],
  ["in capitals", { name: "API.example.com" }, "name must be"],
  ["whose target ends with a dot", { content: "origin.example.net." }, "content must be without a dot at the end"],
  ["of name servers behind Cloudflare", { type: "NS", proxied: true }, "proxied must be false for NS"],
  ["kept for less than a minute", { proxied: false, ttlSeconds: 30 }, "ttlSeconds must be a whole number, 60 to 86400"],
  ["with a novel", { comment: "x".repeat(501) }, "comment must be at most 500 characters, got 501"],
])("fails on a record %s", (_, props, message) => {
  expect(() => record(props)).toThrow(message);
});

test("allows what other plans do", () => {
  expect(record({ proxied: false, ttlSeconds: 30 }, "enterprise").ttl).toBe(30);
  expect(() => record({ comment: "x".repeat(101) }, "free")).toThrow("comment must be at most 100 characters");
});

test("delegates a part to each of its name servers", () => {
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

test("delegates to the four name servers that a Route 53 zone of another stack will have", () => {
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

test("fails when a zone would delegate itself", () => {
  const delegate = () =>
    synth(
      (stack) => new Delegation(stack, "all", { zone: exampleZone(stack), domain: "example.com", nameServers: [] }),
    );

  expect(delegate).toThrow("all: domain must lie below example.com, got the zone itself");
});

test("names the zone by its id", () => {
  expect(only({ resource: { cloudflare_dns_record: { api: record() } } }, "cloudflare_dns_record").zone_id).toBe(
    "${cloudflare_zone.zone.id}",
  );
});
