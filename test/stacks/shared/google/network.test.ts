import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { stacks } from "../../../support/stacks";

const production = stacks["dafnckmachine-production-google-network"]!;
const networks = Object.entries(stacks).filter(([id]) => id.endsWith("-google-network"));

function rules(json: Json): Record<string, Json> {
  const all = Object.values<Json>(json.resource.google_compute_firewall);
  return Object.fromEntries(all.map((rule) => [rule.name, rule]));
}

test("admits Google's load balancers and health checks to tagged servers of DafnckMachine, and no other source", () => {
  const { "vpc-network-http": http, "vpc-network-https": https, "vpc-network-api": api, ...others } = rules(production);
  const frontEnds = ["35.191.0.0/16", "130.211.0.0/22"];

  expect(http).toMatchObject({
    target_tags: ["http-server"],
    allow: [{ protocol: "tcp", ports: ["80"] }],
    source_ranges: frontEnds,
  });
  expect(https).toMatchObject({
    target_tags: ["https-server"],
    allow: [{ protocol: "tcp", ports: ["443"] }],
    source_ranges: frontEnds,
  });
  expect(api).toMatchObject({
    target_tags: ["api-server"],
    allow: [{ protocol: "tcp", ports: ["3000"] }],
    source_ranges: frontEnds,
  });
  expect(Object.values(others).flatMap(({ allow = [] }) => allow)).toEqual([]);
});

test("gives clusters ranges of pods and Services, and managed services a range", () => {
  const json = stacks["lp-production-google-network"]!;
  const subnet = only(json, "google_compute_subnetwork");

  expect(subnet.region).toBe("us-west1");
  expect(subnet.secondary_ip_range.map(({ range_name }: Json) => range_name)).toEqual(["pods", "services"]);
  expect(only(json, "google_compute_global_address")).toMatchObject({ purpose: "VPC_PEERING", prefix_length: 20 });
});

test.each(networks)("%s has Cloud NAT for every subnet", (_, json) => {
  const out = only(json, "google_compute_router_nat").subnetwork as Json[];

  expect(out).toHaveLength(Object.keys(json.resource.google_compute_subnetwork).length);
});

test("keeps flow logs for the days in the environment's data", () => {
  expect(only(production, "google_logging_project_bucket_config")).toMatchObject({
    location: "us-central1",
    retention_days: 365,
  });
  expect(
    only(stacks["dafnckmachine-development-google-network"]!, "google_logging_project_bucket_config"),
  ).toMatchObject({
    retention_days: 30,
  });
});

test("names the network vpc-network", () => {
  expect(only(production, "google_compute_network").name).toBe("vpc-network");
});
