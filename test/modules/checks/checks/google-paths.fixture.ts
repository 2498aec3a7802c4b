import { ComputeBackendService } from "@cdktf/provider-google/lib/compute-backend-service";
import { ComputeFirewall, type ComputeFirewallConfig } from "@cdktf/provider-google/lib/compute-firewall";
import { ComputeGlobalAddress } from "@cdktf/provider-google/lib/compute-global-address";
import { ComputeHealthCheck } from "@cdktf/provider-google/lib/compute-health-check";
import { ComputeInstance } from "@cdktf/provider-google/lib/compute-instance";
import { ComputeInstanceTemplate } from "@cdktf/provider-google/lib/compute-instance-template";
import { ComputeNetwork } from "@cdktf/provider-google/lib/compute-network";
import { ComputeRegionInstanceGroupManager } from "@cdktf/provider-google/lib/compute-region-instance-group-manager";
import { ComputeRoute } from "@cdktf/provider-google/lib/compute-route";
import { ComputeRouter } from "@cdktf/provider-google/lib/compute-router";
import { ComputeRouterNat, type ComputeRouterNatConfig } from "@cdktf/provider-google/lib/compute-router-nat";
import { ComputeSubnetwork } from "@cdktf/provider-google/lib/compute-subnetwork";
import { ContainerCluster, type ContainerClusterConfig } from "@cdktf/provider-google/lib/container-cluster";
import { ContainerNodePool } from "@cdktf/provider-google/lib/container-node-pool";
import { ServiceNetworkingConnection } from "@cdktf/provider-google/lib/service-networking-connection";
import {
  SqlDatabaseInstance,
  type SqlDatabaseInstanceSettingsIpConfiguration,
} from "@cdktf/provider-google/lib/sql-database-instance";
import type { Check } from "@modules/checks/checks/check";
import { FRONT_ENDS } from "@modules/google/addresses";
import { faultsOf } from "@modules/testing/faults";
import type { TerraformStack } from "cdktf";
import { soundStack } from "../../../support/faults";

/** A shop: web servers behind a load balancer, a cluster, and a database with a private address. */
export interface GoogleShop {
  readonly stack: TerraformStack;
  readonly network: ComputeNetwork;
  readonly subnet: ComputeSubnetwork;
  readonly web: ComputeRegionInstanceGroupManager;
  /** Adds a firewall rule, which by default allows TCP 80 to all machines of the network. */
  readonly rule: (id: string, config: Partial<ComputeFirewallConfig>) => void;
}

interface ShopProps {
  /** Arguments of the rule that allows the load balancers. */
  readonly admit?: Partial<ComputeFirewallConfig>;
  /** @default "http" */
  readonly portName?: string;
  /** @default 80 */
  readonly checkPort?: number;
  readonly ip?: Partial<SqlDatabaseInstanceSettingsIpConfiguration>;
  readonly cluster?: Partial<ContainerClusterConfig>;
  /** Route to the internet. @default true */
  readonly wayOut?: boolean;
  /** Arguments of Cloud NAT, which by default translates all addresses of the region's subnets. */
  readonly nat?: (subnet: ComputeSubnetwork) => Partial<ComputeRouterNatConfig>;
  readonly add?: (shop: GoogleShop) => void;
}

/** The faults that one check finds in a shop. */
export function faultsInGoogleShop(check: Check, props: ShopProps = {}): string[] {
  return faultsOf((app) => addShop(soundStack(app), props), { checks: [check] });
}

/** Adds an instance with network tags, and an external address if it is public. */
export function addInstance(
  { stack, subnet }: Pick<GoogleShop, "stack" | "subnet">,
  id: string,
  tags: string[] = [],
  isPublic = false,
): void {
  new ComputeInstance(stack, id, {
    name: id,
    machineType: "e2-small",
    zone: "us-central1-a",
    bootDisk: {},
    networkInterface: [{ subnetwork: subnet.id, ...(isPublic ? { accessConfig: [{}] } : {}) }],
    tags,
  });
}

function addShop(stack: TerraformStack, props: ShopProps): void {
  const {
    admit,
    portName = "http",
    checkPort = 80,
    ip,
    cluster,
    wayOut = true,
    nat = () => ({}),
    add = () => {},
  } = props;
  const network = new ComputeNetwork(stack, "vpc", { name: "shop", deleteDefaultRoutesOnCreate: true });
  const subnet = new ComputeSubnetwork(stack, "subnet", {
    name: "shop",
    network: network.id,
    region: "us-central1",
    ipCidrRange: "10.0.0.0/20",
    secondaryIpRange: [{ rangeName: "pods", ipCidrRange: "10.1.0.0/16" }],
  });
  const rule: GoogleShop["rule"] = (id, config) =>
    new ComputeFirewall(stack, id, {
      name: id,
      network: network.id,
      ...(config.deny ? {} : { allow: [{ protocol: "tcp", ports: ["80"] }] }),
      ...config,
    });
  if (wayOut) {
    new ComputeRoute(stack, "out", {
      name: "out",
      network: network.id,
      destRange: "0.0.0.0/0",
      nextHopGateway: "default-internet-gateway",
    });
  }
  const router = new ComputeRouter(stack, "router", { name: "shop", network: network.id });
  new ComputeRouterNat(stack, "nat", {
    name: "shop",
    router: router.name,
    region: "us-central1",
    sourceSubnetworkIpRangesToNat: "ALL_SUBNETWORKS_ALL_IP_RANGES",
    ...nat(subnet),
  });
  rule("deny", { priority: 65534, sourceRanges: ["0.0.0.0/0"], deny: [{ protocol: "all" }] });
  rule("admit", { sourceRanges: FRONT_ENDS, targetTags: ["web"], ...admit });
  const web = addWeb(stack, subnet, portName, checkPort);
  addCluster(stack, network, subnet, cluster);
  addDatabase(stack, network, ip);
  add({ stack, network, subnet, web, rule });
}

function addWeb(
  stack: TerraformStack,
  subnet: ComputeSubnetwork,
  portName: string,
  port: number,
): ComputeRegionInstanceGroupManager {
  const template = new ComputeInstanceTemplate(stack, "template", {
    machineType: "e2-small",
    disk: [{ sourceImage: "debian-cloud/debian-12" }],
    networkInterface: [{ subnetwork: subnet.id }],
    tags: ["web"],
  });
  const group = new ComputeRegionInstanceGroupManager(stack, "web", {
    name: "web",
    region: "us-central1",
    baseInstanceName: "web",
    version: [{ instanceTemplate: template.selfLinkUnique }],
    namedPort: [{ name: "http", port: 80 }],
  });
  const check = new ComputeHealthCheck(stack, "check", { name: "web", httpHealthCheck: { port } });
  new ComputeBackendService(stack, "front", {
    name: "web",
    loadBalancingScheme: "EXTERNAL_MANAGED",
    portName,
    healthChecks: [check.id],
    backend: [{ group: group.instanceGroup }],
  });
  return group;
}

function addCluster(
  stack: TerraformStack,
  network: ComputeNetwork,
  subnet: ComputeSubnetwork,
  config: Partial<ContainerClusterConfig> = {},
): void {
  const cluster = new ContainerCluster(stack, "cluster", {
    name: "shop",
    location: "us-central1",
    network: network.id,
    subnetwork: subnet.id,
    ipAllocationPolicy: { clusterSecondaryRangeName: "pods" },
    privateClusterConfig: { enablePrivateNodes: true, masterIpv4CidrBlock: "10.2.0.0/28" },
    masterAuthorizedNetworksConfig: { cidrBlocks: [{ cidrBlock: "203.0.113.0/24" }] },
    ...config,
  });
  new ContainerNodePool(stack, "nodes", { cluster: cluster.id, nodeConfig: { serviceAccount: "nodes@shop.example" } });
}

function addDatabase(
  stack: TerraformStack,
  network: ComputeNetwork,
  ip: Partial<SqlDatabaseInstanceSettingsIpConfiguration> = {},
): void {
  const range = new ComputeGlobalAddress(stack, "range", {
    name: "services",
    purpose: "VPC_PEERING",
    addressType: "INTERNAL",
    address: "10.3.0.0",
    prefixLength: 20,
    network: network.id,
  });
  const connection = new ServiceNetworkingConnection(stack, "services", {
    network: network.id,
    service: "servicenetworking.googleapis.com",
    reservedPeeringRanges: [range.name],
  });
  new SqlDatabaseInstance(stack, "database", {
    databaseVersion: "POSTGRES_15",
    settings: {
      tier: "db-custom-1-3840",
      ipConfiguration: {
        ipv4Enabled: false,
        privateNetwork: connection.network,
        allocatedIpRange: "services",
        ...ip,
      },
    },
  });
}
