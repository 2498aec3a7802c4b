import { ComputeBackendService } from "@cdktf/provider-google/lib/compute-backend-service";
import { ComputeHealthCheck, type ComputeHealthCheckConfig } from "@cdktf/provider-google/lib/compute-health-check";
import { ComputeRegionBackendService } from "@cdktf/provider-google/lib/compute-region-backend-service";
import { ComputeSubnetwork } from "@cdktf/provider-google/lib/compute-subnetwork";
import { googlePathFaults } from "@modules/checks/checks/google-paths";
import { describe, expect, test } from "vitest";
import { faultsInGoogleShop, type GoogleShop } from "../../../checks/google-paths.fixture";

interface ServiceProps {
  /** @default false */
  readonly isRegional?: boolean;
  /** @default the type's own */
  readonly scheme?: string;
  readonly check?: Partial<ComputeHealthCheckConfig>;
  /** @default "http" */
  readonly portName?: string;
}

/** Adds a backend service of the shop's web servers, and its health check. */
function addService({ stack, web }: GoogleShop, props: ServiceProps): void {
  const { isRegional = false, scheme, check = { httpHealthCheck: { port: 80 } }, portName = "http" } = props;
  const config = {
    name: "own",
    loadBalancingScheme: scheme,
    portName,
    healthChecks: [new ComputeHealthCheck(stack, "own-check", { name: "own-check", ...check }).id],
    backend: [{ group: web.instanceGroup }],
  };
  if (isRegional) {
    new ComputeRegionBackendService(stack, "own", { region: "us-central1", ...config });
  } else {
    new ComputeBackendService(stack, "own", config);
  }
}

const faults = (add: (shop: GoogleShop) => void) => faultsInGoogleShop(googlePathFaults, { add });
const faultsWith = (props: ServiceProps) => faults((shop) => addService(shop, props));

describe("backends of a load balancer whose proxies have a subnet of the VPC", () => {
  const PROXIES = "10.0.16.0/23";
  const internal = { isRegional: true, scheme: "INTERNAL_MANAGED" };

  function addProxies({ stack, network }: GoogleShop): void {
    new ComputeSubnetwork(stack, "proxies", {
      name: "proxies",
      network: network.id,
      region: "us-central1",
      ipCidrRange: PROXIES,
      purpose: "REGIONAL_MANAGED_PROXY",
      role: "ACTIVE",
    });
  }

  function admitProxies({ rule }: GoogleShop): void {
    rule("admit-proxies", { sourceRanges: [PROXIES], targetTags: ["web"] });
  }

  test.each<[string, ServiceProps]>([
    ["an internal one", internal],
    ["an internal one of several regions", { scheme: "INTERNAL_MANAGED" }],
    ["an external one of the region", { isRegional: true, scheme: "EXTERNAL_MANAGED" }],
  ])("fail until a rule admits the proxies of %s", (_, props) => {
    const found = (admit: (shop: GoogleShop) => void) =>
      faults((shop) => {
        addProxies(shop);
        addService(shop, props);
        admit(shop);
      });

    expect(found(() => {})).toEqual([
      "shop/own: must let the subnet for proxies through to shop/web on 80, got an obstacle: shop/deny denies tcp 80 from 10.0.16.0 to 10.0.0.0 in; allow it there",
    ]);
    expect(found(admitProxies)).toEqual([]);
  });

  test("fail in a VPC without such a subnet", () => {
    expect(faultsWith(internal)).toEqual([
      "shop/own: must let the subnet for proxies through to shop/web on 80, got an obstacle: the subnet for proxies has no address; allow it there",
    ]);
  });

  test("are reached whatever egress rules deny, which filter machines alone", () => {
    expect(
      faults((shop) => {
        addProxies(shop);
        addService(shop, internal);
        admitProxies(shop);
        shop.rule("closed", { direction: "EGRESS", destinationRanges: ["10.0.0.0/20"], deny: [{ protocol: "all" }] });
      }),
    ).toEqual([]);
  });
});

describe("backends of a passthrough load balancer", () => {
  test.each(["INTERNAL", undefined])("are reached by clients and health checks alone with the scheme %s", (scheme) => {
    expect(faultsWith({ isRegional: true, scheme })).toEqual([]);
    expect(faultsWith({ isRegional: true, scheme, check: { tcpHealthCheck: { port: 8080 } } })).toEqual([
      expect.stringContaining("shop/own: must let google load balancers through to shop/web on 8080"),
    ]);
  });

  test("are checked from further addresses when the load balancer is external", () => {
    expect(faultsWith({ isRegional: true, scheme: "EXTERNAL" })).toEqual([
      expect.stringContaining("shop/own: must let google passthrough health checks through to shop/web on 80, "),
    ]);
  });
});

test.each<[string, ServiceProps, string[]]>([
  ["the port that it names", { check: { httpsHealthCheck: { port: 8443 } } }, ["8443"]],
  ["the usual port of its protocol", { check: { httpsHealthCheck: {} } }, ["443"]],
  ["the named port of the group", { check: { httpsHealthCheck: { portName: "http" } } }, []],
  ["the port of requests", { check: { httpsHealthCheck: { portSpecification: "USE_SERVING_PORT" } } }, []],
])("a health check asks %s", (_, props, ports) => {
  // The shop allows load balancers on port 80 only, so every other port is a fault.
  const asked = faultsWith({ scheme: "EXTERNAL_MANAGED", ...props }).map((fault) => / on (\d+), /.exec(fault)?.[1]);

  expect(asked).toEqual(ports);
});
