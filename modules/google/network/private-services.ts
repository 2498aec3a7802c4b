import { ComputeGlobalAddress } from "@cdktf/provider-google/lib/compute-global-address";
import { ServiceNetworkingConnection } from "@cdktf/provider-google/lib/service-networking-connection";
import { Construct, type IConstruct } from "constructs";

export interface IPrivateServices extends IConstruct {
  /**
   * Network that managed services join, once they can: whoever takes the
   * network's id from here is made after the connection.
   */
  readonly network: string;
  /** Name of the block they take their addresses of. */
  readonly range: string;
}

export interface PrivateServicesProps {
  /** Of the block. */
  readonly name: string;

  /** Id of the network they join. */
  readonly network: string;

  /** /24 or larger; each service takes a /24 or more of it in every region. A change replaces the block. */
  readonly cidr: string;
}

/** A block of a network's addresses lent to Google, whose managed services are then reached without leaving the network. */
export class PrivateServices extends Construct implements IPrivateServices {
  readonly network: string;
  readonly range: string;

  constructor(scope: Construct, id: string, props: PrivateServicesProps) {
    super(scope, id);
    const { name, network, cidr } = props;
    const [address, prefix] = cidr.split("/");
    const prefixLength = Number(prefix);
    if (!(prefixLength >= 8 && prefixLength <= 24)) {
      throw new Error(`${this.node.path}: cidr must be a /24 or larger, at most a /8, got ${cidr}`);
    }
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
      // Cloud SQL keeps the peering in use for days after its last instance is gone, and refuses
      // to let go of it; https://cloud.google.com/vpc/docs/configure-private-services-access
      deletionPolicy: "ABANDON",
      // What was abandoned is there when it is made again.
      updateOnCreationFail: true,
    });
    this.network = connection.network;
    this.range = name;
  }
}
