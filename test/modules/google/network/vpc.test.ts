import type { Json } from "@modules/checks/json";
import { Vpc, type VpcProps } from "@modules/google/network/vpc";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

const SUBNETS: VpcProps["subnets"] = {
  nodes: { cidr: "10.20.0.0/20", podsCidr: "10.20.64.0/18", servicesCidr: "10.20.32.0/20" },
  hosts: { cidr: "10.20.16.0/20" },
};

function vpc(props: Partial<VpcProps> = {}): Json {
  return synth((stack) => new Vpc(stack, "vpc", { name: "shop", subnets: SUBNETS, ...props })).resource;
}

function subnets(props: Partial<VpcProps> = {}): Record<string, Json> {
  const found = Object.values<Json>(vpc(props).google_compute_subnetwork);
  return Object.fromEntries(found.map((subnet) => [subnet.name, subnet]));
}

test("makes only the subnets it was given, in the project's region", () => {
  const { google_compute_network } = vpc();

  expect(google_compute_network.vpc).toMatchObject({ name: "shop", auto_create_subnetworks: false });
  expect(Object.values(subnets()).map(({ name, region, ip_cidr_range }) => [name, region, ip_cidr_range])).toEqual([
    ["shop-nodes", "us-central1", "10.20.0.0/20"],
    ["shop-hosts", "us-central1", "10.20.16.0/20"],
  ]);
});

test("gives a cluster's pods and services ranges of their own, where they are stated", () => {
  const { "shop-nodes": nodes, "shop-hosts": hosts } = subnets();

  expect(nodes.secondary_ip_range).toEqual([
    { range_name: "pods", ip_cidr_range: "10.20.64.0/18" },
    { range_name: "services", ip_cidr_range: "10.20.32.0/20" },
  ]);
  expect(hosts.secondary_ip_range ?? []).toEqual([]);
});

test("keys subnets by name, so that a new one moves no other", () => {
  const before = Object.keys(vpc().google_compute_subnetwork);
  const after = Object.keys(
    vpc({ subnets: { edge: { cidr: "10.20.48.0/24" }, ...SUBNETS } }).google_compute_subnetwork,
  );

  expect(after).toEqual(expect.arrayContaining(before));
  expect(after).toHaveLength(before.length + 1);
});

test("fails when private services are asked of a network without servicesCidr", () => {
  synth((stack) => {
    const network = new Vpc(stack, "vpc", { name: "shop", subnets: SUBNETS });

    expect(() => network.privateServices).toThrow(
      "stack/vpc: servicesCidr must be given for private services, got none",
    );
  });
});

test("reaches Google's services from private addresses and logs every subnet's flows", () => {
  for (const subnet of Object.values(subnets({ flowLogSampling: 0.1 }))) {
    expect(subnet).toMatchObject({
      private_ip_google_access: true,
      log_config: { flow_sampling: 0.1, metadata: "INCLUDE_ALL_METADATA" },
    });
  }
});

test("has one route out, which stands in the plan and not only in Google's defaults", () => {
  const resource = vpc();

  expect(resource.google_compute_network.vpc.delete_default_routes_on_create).toBe(true);
  expect(only({ resource }, "google_compute_route")).toMatchObject({
    dest_range: "0.0.0.0/0",
    next_hop_gateway: "default-internet-gateway",
  });
});

test("refuses and logs what no rule lets in, after every rule", () => {
  expect(only({ resource: vpc() }, "google_compute_firewall")).toMatchObject({
    direction: "INGRESS",
    priority: 65534,
    source_ranges: ["0.0.0.0/0"],
    deny: [{ protocol: "all" }],
    log_config: { metadata: "INCLUDE_ALL_METADATA" },
  });
});

test("lends managed services a block only when one is stated", () => {
  expect(vpc().google_service_networking_connection).toBeUndefined();
  expect(vpc({ servicesCidr: "10.20.128.0/20" }).google_service_networking_connection).toBeDefined();
});

test("knows a subnet's blocks at synth", () => {
  synth((stack) => {
    const { cidr, pods, services } = new Vpc(stack, "vpc", { name: "shop", subnets: SUBNETS }).subnet("nodes");

    expect({ cidr, pods, services }).toEqual({
      cidr: "10.20.0.0/20",
      pods: { name: "pods", cidr: "10.20.64.0/18" },
      services: { name: "services", cidr: "10.20.32.0/20" },
    });
  });
});

test("fails on a subnet that is not there", () => {
  expect(() => synth((stack) => new Vpc(stack, "vpc", { name: "shop", subnets: SUBNETS }).subnet("cache"))).toThrow(
    "stack/vpc: subnet must be nodes or hosts, got cache",
  );
});

test.each([0, 1.5, Number.NaN])("fails when %d of the flows would be logged", (flowLogSampling) => {
  expect(() => vpc({ flowLogSampling })).toThrow("flowLogSampling must be above 0 and at most 1, got");
});
