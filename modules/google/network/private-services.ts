import { ComputeGlobalAddress } from "@cdktf/provider-google/lib/compute-global-address";
import {
  ServiceNetworkingConnection,
  type ServiceNetworkingConnectionConfig,
} from "@cdktf/provider-google/lib/service-networking-connection";
import { check } from "@modules/core/checks";
import { Construct, type IConstruct } from "constructs";

export interface IPrivateServices extends IConstruct {
  /** Id of the network. An instance that takes the id from here is created after the connection, which it needs. */
  readonly network: string;

  /** Name of the address range that managed services take addresses from. */
  readonly range: string;
}

export interface PrivateServicesProps {
  /** Name of the address range. */
  readonly name: string;

  /** Id of the network. */
  readonly network: string;

  /** CIDR block, /8 to /24. Each service takes a /24 or more of it in every region. A change replaces the range. */
  readonly cidr: string;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<ServiceNetworkingConnectionConfig>;
}

/**
 * Private services access: an address range of the network that Google's managed services use, so that instances reach
 * them without leaving the network.
 * https://cloud.google.com/vpc/docs/configure-private-services-access
 */
export class PrivateServices extends Construct implements IPrivateServices {
  readonly network: string;
  readonly range: string;

  constructor(scope: Construct, id: string, props: PrivateServicesProps) {
    super(scope, id);
    const { name, network, cidr, overrides } = props;
    const [address, prefix] = cidr.split("/");
    const prefixLength = Number(prefix);
    check(this, prefixLength >= 8 && prefixLength <= 24, "cidr", "a /24 or larger, at most a /8", cidr);
    const block = new ComputeGlobalAddress(this, "range", {
      name,
      purpose: "VPC_PEERING",
      addressType: "INTERNAL",
      address,
      prefixLength,
      network,
    });
    const connection = new ServiceNetworkingConnection(this, "Default", {
      network,
      service: "servicenetworking.googleapis.com",
      reservedPeeringRanges: [block.name],
      // Cloud SQL uses the peering for days after its last instance is deleted, and a deletion fails meanwhile.
      deletionPolicy: "ABANDON",
      // The abandoned peering still exists when the connection is created again.
      updateOnCreationFail: true,
      ...overrides,
    });
    this.network = connection.network;
    this.range = name;
  }
}
