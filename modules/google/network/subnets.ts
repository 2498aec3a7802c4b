import { fail } from "@modules/core/checks";
import type { IConstruct } from "constructs";

export interface ISubnet {
  /** `projects/<project>/regions/<region>/subnetworks/<name>` */
  readonly id: string;
  readonly selfLink: string;

  /** Name of the subnet in Google Cloud. */
  readonly name: string;

  /** CIDR block of instances and nodes; known at synthesis. */
  readonly cidr: string;

  /** Secondary range of a cluster's pods; undefined in a subnet for no cluster. */
  readonly pods?: SecondaryRange;

  /** Secondary range of a cluster's services; undefined in a subnet for no cluster. */
  readonly services?: SecondaryRange;
}

export interface SecondaryRange {
  readonly name: string;
  readonly cidr: string;
}

/** @throws when the network has no such subnet */
export function subnetOf(vpc: IConstruct, subnets: Readonly<Record<string, ISubnet>>, name: string): ISubnet {
  return subnets[name] ?? fail(vpc, "subnet", Object.keys(subnets).join(" or ") || "stated in the network", name);
}
