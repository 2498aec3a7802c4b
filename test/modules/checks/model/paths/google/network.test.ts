import { ComputeNetwork } from "@cdktf/provider-google/lib/compute-network";
import { ComputeNetworkPeering } from "@cdktf/provider-google/lib/compute-network-peering";
import { ComputeSubnetwork } from "@cdktf/provider-google/lib/compute-subnetwork";
import { googlePathFaults } from "@modules/checks/checks/google-paths";
import { expect, test } from "vitest";
import { addInstance, faultsInGoogleShop, type GoogleShop } from "../../../checks/google-paths.fixture";

/** Adds an office: a computer in a separate VPC, which may connect to the web servers. */
function addOffice({ stack, rule }: GoogleShop): ComputeNetwork {
  const network = new ComputeNetwork(stack, "office", { name: "office" });
  const subnet = new ComputeSubnetwork(stack, "office-subnet", {
    name: "office",
    network: network.id,
    region: "us-central1",
    ipCidrRange: "10.9.0.0/24",
  });
  addInstance({ stack, subnet }, "computer");
  rule("from-office", { sourceRanges: ["10.9.0.0/24"], targetTags: ["web"] });
  return network;
}

test("connects VPCs that are peered from both sides", () => {
  const faults = (...sides: readonly ("office" | "shop")[]) =>
    faultsInGoogleShop(googlePathFaults, {
      add: (shop) => {
        const networks = { office: addOffice(shop), shop: shop.network };
        for (const side of sides) {
          new ComputeNetworkPeering(shop.stack, `peering-${side}`, {
            name: side,
            network: networks[side].id,
            peerNetwork: networks[side === "shop" ? "office" : "shop"].id,
          });
        }
      },
    });
  const closed = [expect.stringContaining("shop/from-office: must let the network that it admits through to shop/web")];

  expect(faults("office", "shop")).toEqual([]);
  expect(faults("shop")).toEqual(closed);
  expect(faults("office")).toEqual(closed);
  expect(faults()).toEqual(closed);
});

test.each<[string, (subnet: ComputeSubnetwork) => object, string[]]>([
  ["every subnet of the region", () => ({}), ["shop/web", "shop/nodes"]],
  ["the subnets that it names", ({ id }) => named(id, "ALL_IP_RANGES"), ["shop/web", "shop/nodes"]],
  ["no others", () => named("projects/shop/regions/us-central1/subnetworks/other", "ALL_IP_RANGES"), []],
  ["no addresses of machines where it names those of pods", ({ id }) => named(id, "LIST_OF_SECONDARY_IP_RANGES"), []],
  ["no subnet of another region", () => ({ region: "us-west1" }), []],
])("Cloud NAT translates %s", (_, nat, hosts) => {
  const faults = faultsInGoogleShop(googlePathFaults, { wayOut: false, nat });

  // Hosts behind Cloud NAT need a route to the internet, which the shop does not have.
  expect(faults.map((fault) => fault.split(":")[0])).toEqual(hosts);
});

function named(name: string, range: string): object {
  return {
    sourceSubnetworkIpRangesToNat: "LIST_OF_SUBNETWORKS",
    subnetwork: [{ name, sourceIpRangesToNat: [range] }],
  };
}
