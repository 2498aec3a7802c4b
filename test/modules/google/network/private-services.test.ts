import type { Json } from "@modules/checks/json";
import { PrivateServices } from "@modules/google/network/private-services";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { TerraformOutput } from "cdktf";
import { expect, test } from "vitest";

function services(cidr = "10.20.128.0/20"): Json {
  return synth((stack) => {
    const network = "projects/example-project/global/networks/shop";
    const { network: joined } = new PrivateServices(stack, "services", { name: "shop-services", network, cidr });
    new TerraformOutput(stack, "joined", { value: joined, staticId: true });
  });
}

test("reserves the CIDR block by its address and length", () => {
  expect(only(services(), "google_compute_global_address")).toMatchObject({
    name: "shop-services",
    purpose: "VPC_PEERING",
    address_type: "INTERNAL",
    address: "10.20.128.0",
    prefix_length: 20,
    network: "projects/example-project/global/networks/shop",
  });
});

test("connects the network, and abandons the connection on deletion", () => {
  expect(only(services(), "google_service_networking_connection")).toMatchObject({
    service: "servicenetworking.googleapis.com",
    reserved_peering_ranges: [expect.stringMatching(/^\$\{google_compute_global_address\..+\.name\}$/)],
    deletion_policy: "ABANDON",
    update_on_creation_fail: true,
  });
});

test("exposes the network after the connection, so that instances wait for it", () => {
  expect(services().output.joined.value).toBe("${google_service_networking_connection.services.network}");
});

test.each(["10.20.128.0/25", "0.0.0.0/0"])("fails on the CIDR block %s", (cidr) => {
  expect(() => services(cidr)).toThrow(`services: cidr must be a /24 or larger, at most a /8, got ${cidr}`);
});
