import { fail } from "@modules/core/checks";
import { Construct } from "constructs";
import { projectOf } from "../project";
import type { IPrivateServices } from "./private-services";
import { type ISubnet, type SecondaryRange, subnetOf } from "./subnets";

/** Attributes of an existing subnet, as `gcloud compute networks subnets describe` shows them. */
export interface SubnetAttributes {
  readonly name: string;

  /** CIDR block of instances and nodes. */
  readonly cidr: string;

  /** Region of the subnet. @default the project's region */
  readonly region?: string;

  /** Secondary range of a cluster's pods. @default none */
  readonly pods?: SecondaryRange;

  /** Secondary range of a cluster's services. @default none */
  readonly services?: SecondaryRange;
}

/** Attributes of an existing network, as `gcloud compute networks describe` shows them. */
export interface VpcAttributes {
  readonly name: string;

  /** Id of the project that owns the network, such as the host project of a shared VPC. @default the stack's project */
  readonly project?: string;

  /** Subnets by the name that modules ask for. @default {} */
  readonly subnets?: Readonly<Record<string, SubnetAttributes>>;

  /** Name of the address range that is lent to managed services. @default none, without private services */
  readonly privateServicesRange?: string;
}

/**
 * The result of `Vpc.fromExisting`.
 *
 * @internal
 */
export class ExistingVpc extends Construct {
  readonly id: string;
  readonly selfLink: string;
  readonly name: string;

  private readonly serviceConnection: IPrivateServices | undefined;
  private readonly subnets: Readonly<Record<string, ISubnet>>;

  constructor(scope: Construct, id: string, attributes: VpcAttributes) {
    super(scope, id);
    const own = projectOf(this);
    const { name, project = own.id, subnets = {}, privateServicesRange } = attributes;
    this.id = `projects/${project}/global/networks/${name}`;
    this.selfLink = selfLink(this.id);
    this.name = name;
    this.subnets = Object.fromEntries(
      Object.entries(subnets).map(([key, { region = own.region, ...subnet }]) => {
        const subnetId = `projects/${project}/regions/${region}/subnetworks/${subnet.name}`;
        return [key, { ...subnet, id: subnetId, selfLink: selfLink(subnetId) }];
      }),
    );
    this.serviceConnection =
      privateServicesRange === undefined
        ? undefined
        : Object.assign(new Construct(this, "private-services"), { network: this.id, range: privateServicesRange });
  }

  get privateServices(): IPrivateServices {
    return this.serviceConnection ?? fail(this, "privateServicesRange", "given for private services", "none");
  }

  subnet(name: string): ISubnet {
    return subnetOf(this, this.subnets, name);
  }
}

function selfLink(id: string): string {
  return `https://www.googleapis.com/compute/v1/${id}`;
}
