import { ComputeRouter } from "@cdktf/provider-google/lib/compute-router";
import { ComputeRouterNat, type ComputeRouterNatConfig } from "@cdktf/provider-google/lib/compute-router-nat";
import { check, checkLength } from "@modules/core/checks";
import { Construct } from "constructs";
import { addDefaultAlerts } from "../operations/default-alerts";
import { projectOf } from "../project";
import { natAlerts } from "./nat-alerts";
import type { IVpc } from "./vpc";

export interface NatProps {
  /** Name of the gateway and of its router. */
  readonly name: string;

  readonly vpc: IVpc;

  /** Names of the subnets whose instances and pods use the gateway, at least one. */
  readonly subnets: readonly string[];

  /** Ports that each instance has at least, a power of two, 32 to 32768; Cloud NAT adds more as needed. @default 64 */
  readonly minPortsPerInstance?: number;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<ComputeRouterNatConfig>;
}

/** A Cloud NAT gateway for instances without external addresses. It logs the connections that it drops. */
export class Nat extends Construct {
  constructor(scope: Construct, id: string, props: NatProps) {
    super(scope, id);
    const { name, vpc, subnets, minPortsPerInstance = 64, overrides } = props;
    checkLength(this, "subnets", subnets, 1);
    const isPower = POWERS_OF_TWO.includes(minPortsPerInstance);
    check(this, isPower, "minPortsPerInstance", "a power of two, 32 to 32768", minPortsPerInstance);
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
      // A mapping would reserve a port for one source whatever the destination, and excludes dynamic port allocation.
      enableEndpointIndependentMapping: false,
      enableDynamicPortAllocation: true,
      minPortsPerVm: minPortsPerInstance,
      // VPC flow logs already record the connections that succeed.
      logConfig: { enable: true, filter: "ERRORS_ONLY" },
      ...overrides,
    });
    addDefaultAlerts(this, name, natAlerts(name));
  }
}

/** https://cloud.google.com/nat/docs/ports-and-addresses */
const POWERS_OF_TWO = Array.from({ length: 11 }, (_, index) => 2 ** (index + 5));
