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

test("creates the subnets given and no other, in the project's region", () => {
  const { google_compute_network } = vpc();

  expect(google_compute_network.vpc).toMatchObject({ name: "shop", auto_create_subnetworks: false });
  expect(Object.values(subnets()).map(({ name, region, ip_cidr_range }) => [name, region, ip_cidr_range])).toEqual([
    ["shop-nodes", "us-central1", "10.20.0.0/20"],
    ["shop-hosts", "us-central1", "10.20.16.0/20"],
  ]);
});

test("adds secondary ranges for pods and services to the subnets that have them", () => {
  const { "shop-nodes": nodes, "shop-hosts": hosts } = subnets();

  expect(nodes.secondary_ip_range).toEqual([
    { range_name: "pods", ip_cidr_range: "10.20.64.0/18" },
    { range_name: "services", ip_cidr_range: "10.20.32.0/20" },
  ]);
  expect(hosts.secondary_ip_range ?? []).toEqual([]);
});

test("keys subnets by name, so that a new one replaces no other", () => {
  const before = Object.keys(vpc().google_compute_subnetwork);
  const after = Object.keys(
    vpc({ subnets: { edge: { cidr: "10.20.48.0/24" }, ...SUBNETS } }).google_compute_subnetwork,
  );

  expect(after).toEqual(expect.arrayContaining(before));
  expect(after).toHaveLength(before.length + 1);
});

test("fails when a network without servicesCidr is asked for private services", () => {
  synth((stack) => {
    const network = new Vpc(stack, "vpc", { name: "shop", subnets: SUBNETS });

    expect(() => network.privateServices).toThrow(
      "stack/vpc: servicesCidr must be given for private services, got none",
    );
  });
});

test("enables Private Google Access and flow logs in every subnet", () => {
  for (const subnet of Object.values(subnets({ flowLogSampling: 0.1 }))) {
    expect(subnet).toMatchObject({
      private_ip_google_access: true,
      log_config: { flow_sampling: 0.1, metadata: "INCLUDE_ALL_METADATA" },
    });
  }
});

test("replaces the default route with one that a plan shows", () => {
  const resource = vpc();

  expect(resource.google_compute_network.vpc.delete_default_routes_on_create).toBe(true);
  expect(only({ resource }, "google_compute_route")).toMatchObject({
    dest_range: "0.0.0.0/0",
    next_hop_gateway: "default-internet-gateway",
  });
});

test("denies and logs ingress at the lowest priority", () => {
  expect(only({ resource: vpc() }, "google_compute_firewall")).toMatchObject({
    direction: "INGRESS",
    priority: 65534,
    source_ranges: ["0.0.0.0/0"],
    deny: [{ protocol: "all" }],
    log_config: { metadata: "INCLUDE_ALL_METADATA" },
  });
});

test("has private services only with a servicesCidr", () => {
  expect(vpc().google_service_networking_connection).toBeUndefined();
  expect(vpc({ servicesCidr: "10.20.128.0/20" }).google_service_networking_connection).toBeDefined();
});

test("states the CIDR blocks of a subnet at synth", () => {
  synth((stack) => {
    const { cidr, pods, services } = new Vpc(stack, "vpc", { name: "shop", subnets: SUBNETS }).subnet("nodes");

    expect({ cidr, pods, services }).toEqual({
      cidr: "10.20.0.0/20",
      pods: { name: "pods", cidr: "10.20.64.0/18" },
      services: { name: "services", cidr: "10.20.32.0/20" },
    });
  });
});

test("fails on a subnet that the network lacks", () => {
  expect(() => synth((stack) => new Vpc(stack, "vpc", { name: "shop", subnets: SUBNETS }).subnet("cache"))).toThrow(
    "stack/vpc: subnet must be nodes or hosts, got cache",
  );
});

test.each([0, 1.5, Number.NaN])("fails when flowLogSampling is %d", (flowLogSampling) => {
  expect(() => vpc({ flowLogSampling })).toThrow("flowLogSampling must be above 0 and at most 1, got");
});

test("exists already, with the ids that Google derives from names", () => {
  synth((stack) => {
    const shared = Vpc.fromExisting(stack, "shared", {
      name: "shared",
      project: "example-host",
      subnets: {
        nodes: { name: "shared-nodes", cidr: "10.30.0.0/20", pods: { name: "pods", cidr: "10.30.64.0/18" } },
        far: { name: "shared-far", cidr: "10.31.0.0/20", region: "europe-west1" },
      },
      privateServicesRange: "shared-services",
    });

    expect(shared.id).toBe("projects/example-host/global/networks/shared");
    expect(shared.subnet("nodes")).toMatchObject({
      id: "projects/example-host/regions/us-central1/subnetworks/shared-nodes",
      pods: { name: "pods" },
    });
    expect(shared.subnet("far").selfLink).toBe(
      "https://www.googleapis.com/compute/v1/projects/example-host/regions/europe-west1/subnetworks/shared-far",
    );
    expect(shared.privateServices).toMatchObject({ network: shared.id, range: "shared-services" });
    expect(() => shared.subnet("cache")).toThrow("shared: subnet must be nodes or far, got cache");
  });
});

test("exists already in the stack's project, without private services", () => {
  const json = synth((stack) => {
    const own = Vpc.fromExisting(stack, "own", { name: "own" });

    expect(own.id).toBe("projects/example-project/global/networks/own");
    expect(() => own.privateServices).toThrow("own: privateServicesRange must be given for private services, got none");
  });

  expect(json.resource).toBeUndefined();
});

test("lets overrides replace its own arguments", () => {
  expect(vpc({ overrides: { mtu: 8896, routingMode: "GLOBAL" } }).google_compute_network.vpc).toMatchObject({
    mtu: 8896,
    routing_mode: "GLOBAL",
    name: "shop",
  });
});
