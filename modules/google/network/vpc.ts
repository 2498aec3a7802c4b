import { ComputeFirewall } from "@cdktf/provider-google/lib/compute-firewall";
import { ComputeNetwork, type ComputeNetworkConfig } from "@cdktf/provider-google/lib/compute-network";
import { ComputeRoute } from "@cdktf/provider-google/lib/compute-route";
import { ComputeSubnetwork } from "@cdktf/provider-google/lib/compute-subnetwork";
import { check, fail } from "@modules/core/checks";
import { Construct, type IConstruct } from "constructs";
import { projectOf } from "../project";
import { ExistingVpc, type VpcAttributes } from "./existing-vpc";
import { type IPrivateServices, PrivateServices } from "./private-services";
import { type ISubnet, subnetOf } from "./subnets";

export interface IVpc extends IConstruct {
  /** `projects/<project>/global/networks/<name>` */
  readonly id: string;
  readonly selfLink: string;
  readonly name: string;

  /** Connection to Cloud SQL, Memorystore and other managed services. @throws when the network has no `servicesCidr` */
  readonly privateServices: IPrivateServices;

  /** The subnet with a name. @throws when the network has no such subnet */
  subnet(name: string): ISubnet;
}

export interface SubnetBlocks {
  /** CIDR block of instances and nodes. */
  readonly cidr: string;

  /** CIDR block of a cluster's pods. @default none */
  readonly podsCidr?: string;

  /** CIDR block of a cluster's services. @default none */
  readonly servicesCidr?: string;
}

export interface VpcProps {
  /**
   * Prefix of the names of everything in the network: 1 to 54 lower-case letters, digits and hyphens, beginning with a
   * letter.
   */
  readonly name: string;

  /** Subnets in the project's region, by a name that never changes. */
  readonly subnets: Readonly<Record<string, SubnetBlocks>>;

  /** CIDR block, /24 or larger, that Cloud SQL, Memorystore and other managed services take addresses from. @default none */
  readonly servicesCidr?: string;

  /** Share of flows that flow logs record, above 0 to 1. @default 0.5 */
  readonly flowLogSampling?: number;

  /** Arguments of the `google_compute_network` that replace what this module sets. @default none */
  readonly overrides?: Partial<ComputeNetworkConfig>;
}

/**
 * A VPC network with the subnets given. It denies and logs ingress that no `FirewallRule` allows. Instances without an
 * external address reach Google APIs directly, and the internet through a `Nat`.
 */
export class Vpc extends Construct implements IVpc {
  /** A network that another stack, tool or project owns; nothing is looked up. */
  static fromExisting(scope: Construct, id: string, attributes: VpcAttributes): IVpc {
    return new ExistingVpc(scope, id, attributes);
  }

  readonly id: string;
  readonly selfLink: string;
  readonly name: string;

  private readonly serviceConnection: PrivateServices | undefined;
  private readonly subnets: Readonly<Record<string, ISubnet>>;

  constructor(scope: Construct, id: string, props: VpcProps) {
    super(scope, id);
    const { name, subnets, servicesCidr, flowLogSampling = 0.5, overrides } = props;
    const samples = flowLogSampling > 0 && flowLogSampling <= 1;
    check(this, samples, "flowLogSampling", "above 0 and at most 1", flowLogSampling);
    const network = new ComputeNetwork(this, "Default", {
      name,
      autoCreateSubnetworks: false,
      routingMode: "REGIONAL",
      // The route below replaces the default route, so that a plan shows it.
      deleteDefaultRoutesOnCreate: true,
      ...overrides,
    });
    this.id = network.id;
    this.selfLink = network.selfLink;
    this.name = name;
    // Cloud NAT and Private Google Access require the route; https://cloud.google.com/nat/docs/nat-product-interactions
    new ComputeRoute(this, "route-out", {
      name: `${name}-out`,
      network: network.id,
      destRange: "0.0.0.0/0",
      nextHopGateway: "default-internet-gateway",
      description: "Out, for Cloud NAT, Google's services and what has an address of its own",
    });
    this.subnets = Object.fromEntries(
      Object.entries(subnets).map(([key, blocks]) => [key, this.addSubnet(key, blocks, flowLogSampling)]),
    );
    // The implied rule of every network denies the same ingress, without a log.
    new ComputeFirewall(this, "deny-ingress", {
      name: `${name}-deny-ingress`,
      network: network.id,
      direction: "INGRESS",
      priority: 65534,
      sourceRanges: ["0.0.0.0/0"],
      deny: [{ protocol: "all" }],
      logConfig: { metadata: "INCLUDE_ALL_METADATA" },
      description: "Refuses and logs what no other rule lets in",
    });
    this.serviceConnection = servicesCidr
      ? new PrivateServices(this, "private-services", {
          name: `${name}-services`,
          network: network.id,
          cidr: servicesCidr,
        })
      : undefined;
  }

  get privateServices(): IPrivateServices {
    return this.serviceConnection ?? fail(this, "servicesCidr", "given for private services", "none");
  }

  subnet(name: string): ISubnet {
    return subnetOf(this, this.subnets, name);
  }

  private addSubnet(key: string, { cidr, podsCidr, servicesCidr }: SubnetBlocks, flowSampling: number): ISubnet {
    const name = `${this.name}-${key}`;
    const pods = podsCidr ? { name: "pods", cidr: podsCidr } : undefined;
    const services = servicesCidr ? { name: "services", cidr: servicesCidr } : undefined;
    const ranges = [pods, services].filter((range) => range !== undefined);
    const { id, selfLink } = new ComputeSubnetwork(this, key, {
      name,
      network: this.id,
      region: projectOf(this).region,
      ipCidrRange: cidr,
      privateIpGoogleAccess: true,
      secondaryIpRange: ranges.map((range) => ({ rangeName: range.name, ipCidrRange: range.cidr })),
      logConfig: { aggregationInterval: "INTERVAL_5_SEC", flowSampling, metadata: "INCLUDE_ALL_METADATA" },
    });
    return { id, selfLink, name, cidr, pods, services };
  }
}
