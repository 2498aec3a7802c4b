import { ComputeRouter } from "@cdktf/provider-google/lib/compute-router";
import { ComputeRouterNat } from "@cdktf/provider-google/lib/compute-router-nat";
import { Construct } from "constructs";
import { projectOf } from "../project";
import type { IVpc } from "./vpc";

export interface NatProps {
  /** Of the router; the gateway has it too. */
  readonly name: string;

  readonly vpc: IVpc;

  /** Subnets whose instances and pods go out, by name. */
  readonly subnets: readonly string[];

  /** Least ports of an instance, a power of two, 32 to 32768; it gets more as it needs them. @default 64 */
  readonly minPortsPerInstance?: number;
}

/** The way to the internet for what has no address of its own; connections it has to drop are logged. */
export class Nat extends Construct {
  constructor(scope: Construct, id: string, props: NatProps) {
    super(scope, id);
    const { name, vpc, subnets, minPortsPerInstance = 64 } = props;
    if (subnets.length === 0) {
      throw new Error(`${this.node.path}: subnets must name at least one subnet, got none`);
    }
    if (!POWERS_OF_TWO.includes(minPortsPerInstance)) {
      throw new Error(
        `${this.node.path}: minPortsPerInstance must be a power of two, 32 to 32768, got ${minPortsPerInstance}`,
      );
    }
    const { region } = projectOf(this);
    const router = new ComputeRouter(this, "router", { name, network: vpc.id, region });
    new ComputeRouterNat(this, "Default", {
      name,
      router: router.name,
      region,
      natIpAllocateOption: "AUTO_ONLY",
      sourceSubnetworkIpRangesToNat: "LIST_OF_SUBNETWORKS",
      subnetwork: subnets.map((subnet) => ({
        name: vpc.subnet(subnet).id,
        sourceIpRangesToNat: ["ALL_IP_RANGES"],
      })),
      // One port serves many destinations, so that they last; and ports by need forbid it.
      enableEndpointIndependentMapping: false,
      enableDynamicPortAllocation: true,
      minPortsPerVm: minPortsPerInstance,
      // Flow logs have the connections that succeeded.
      logConfig: { enable: true, filter: "ERRORS_ONLY" },
    });
  }
}

/** https://cloud.google.com/nat/docs/ports-and-addresses */
const POWERS_OF_TWO = Array.from({ length: 11 }, (_, index) => 2 ** (index + 5));
