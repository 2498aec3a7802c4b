import type { Json } from "@modules/checks/json";
import { Nat, type NatProps } from "@modules/google/network/nat";
import { Vpc } from "@modules/google/network/vpc";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

function nat(props: Partial<NatProps> = {}): Json {
  return synth((stack) => {
    const vpc = new Vpc(stack, "vpc", {
      name: "shop",
      subnets: { nodes: { cidr: "10.20.0.0/20" }, hosts: { cidr: "10.20.16.0/20" } },
    });
    new Nat(stack, "nat", { name: "shop-nat", vpc, subnets: ["nodes"], ...props });
  });
}

test("serves the subnets given and no other", () => {
  const { source_subnetwork_ip_ranges_to_nat, subnetwork } = only(nat(), "google_compute_router_nat");

  expect(source_subnetwork_ip_ranges_to_nat).toBe("LIST_OF_SUBNETWORKS");
  expect(subnetwork).toEqual([
    {
      name: expect.stringContaining("google_compute_subnetwork.vpc_nodes"),
      source_ip_ranges_to_nat: ["ALL_IP_RANGES"],
    },
  ]);
});

test("allocates ports dynamically, shares them among destinations and logs errors", () => {
  expect(only(nat(), "google_compute_router_nat")).toMatchObject({
    enable_dynamic_port_allocation: true,
    enable_endpoint_independent_mapping: false,
    min_ports_per_vm: 64,
    log_config: { enable: true, filter: "ERRORS_ONLY" },
  });
});

test("uses a router in the network's region", () => {
  expect(only(nat(), "google_compute_router")).toMatchObject({
    name: "shop-nat",
    region: "us-central1",
    network: "${google_compute_network.vpc.id}",
  });
});

test.each<[string, Partial<NatProps>, string]>([
  ["no subnet", { subnets: [] }, "nat: subnets must be a list of at least 1 entry, got none"],
  ["a subnet that the network lacks", { subnets: ["cache"] }, "vpc: subnet must be nodes or hosts, got cache"],
  [
    "a number of ports that is not a power of two",
    { minPortsPerInstance: 100 },
    "must be a power of two, 32 to 32768, got 100",
  ],
])("fails on %s", (_, props, message) => {
  expect(() => nat(props)).toThrow(message);
});
