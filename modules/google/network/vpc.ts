import { ComputeFirewall } from "@cdktf/provider-google/lib/compute-firewall";
import { ComputeNetwork } from "@cdktf/provider-google/lib/compute-network";
import { ComputeRoute } from "@cdktf/provider-google/lib/compute-route";
import { ComputeSubnetwork } from "@cdktf/provider-google/lib/compute-subnetwork";
import { fail } from "@modules/core/checks";
import { Construct, type IConstruct } from "constructs";
import { projectOf } from "../project";
import { type IPrivateServices, PrivateServices } from "./private-services";

export interface ISubnet {
  readonly id: string;
  readonly selfLink: string;
  /** Physical name. */
  readonly name: string;
  /** Block of instances and nodes; known at synth. */
  readonly cidr: string;
  /** Where a cluster's pods take their addresses; absent where no cluster is meant to be. */
  readonly pods?: SecondaryRange;
  /** Where a cluster's services take their addresses. */
  readonly services?: SecondaryRange;
}

export interface SecondaryRange {
  readonly name: string;
  readonly cidr: string;
}

export interface IVpc extends IConstruct {
  /** `projects/<project>/global/networks/<name>` */
  readonly id: string;
  readonly selfLink: string;
  readonly name: string;
  /** Connection to managed services such as Cloud SQL and Memorystore. @throws when the network has no `servicesCidr` */
  readonly privateServices: IPrivateServices;
  subnet(name: string): ISubnet;
}

export interface SubnetBlocks {
  readonly cidr: string;
  /** Addresses of a cluster's pods. */
  readonly podsCidr?: string;
  /** Addresses of a cluster's services. */
  readonly servicesCidr?: string;
}

export interface VpcProps {
  /** 1 to 54 lower-case letters, digits and hyphens: names of what is in it are longer. */
  readonly name: string;

  /** By a name that stays; all in the project's region. */
  readonly subnets: Readonly<Record<string, SubnetBlocks>>;

  /** Block that managed services take their private addresses of, /24 or larger. @default no private services */
  readonly servicesCidr?: string;

  /** Share of the flows that is logged, above 0 to 1. @default 0.5 */
  readonly flowLogSampling?: number;
}

/**
 * A network of subnets that one states, where nothing is let in unless a rule
 * says so, and what is refused is logged. Instances without an address of
 * their own reach Google's services, and the internet only through a `Nat`.
 */
export class Vpc extends Construct implements IVpc {
  readonly id: string;
  readonly selfLink: string;
  readonly name: string;

  private readonly serviceConnection: PrivateServices | undefined;
  private readonly subnets: Readonly<Record<string, ISubnet>>;

  constructor(scope: Construct, id: string, props: VpcProps) {
    super(scope, id);
    const { name, subnets, servicesCidr, flowLogSampling = 0.5 } = props;
    if (!(flowLogSampling > 0 && flowLogSampling <= 1)) {
      throw new Error(`${this.node.path}: flowLogSampling must be above 0 and at most 1, got ${flowLogSampling}`);
    }
    const network = new ComputeNetwork(this, "Default", {
      name,
      autoCreateSubnetworks: false,
      routingMode: "REGIONAL",
      // The route out stands below instead, where a plan shows it.
      deleteDefaultRoutesOnCreate: true,
    });
    this.id = network.id;
    this.selfLink = network.selfLink;
    this.name = name;
    // Cloud NAT and private access to Google's services both go by it; https://cloud.google.com/nat/docs/nat-product-interactions
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
    // The network refuses the rest unasked, but tells nobody.
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
    const subnet = this.subnets[name];
    if (!subnet) {
      throw new Error(`${this.node.path}: subnet must be ${Object.keys(this.subnets).join(" or ")}, got ${name}`);
    }
    return subnet;
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
