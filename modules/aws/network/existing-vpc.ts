import { Construct } from "constructs";
import { type PlacedSubnetGroup, VpcSubnets } from "./vpc-subnets";

/**
 * Attributes of an existing VPC, as `aws ec2 describe-vpcs`, `describe-subnets` and `describe-route-tables` show them.
 */
export interface VpcAttributes {
  readonly id: string;

  /** CIDR block of the VPC. */
  readonly cidr: string;

  /** Groups of subnets by name. The defaults of other modules are `public`, `private` and `database`. @default none */
  readonly subnets?: Readonly<Record<string, PlacedSubnetGroup>>;
}

/**
 * The result of `Vpc.fromExisting`.
 *
 * @internal
 */
export class ExistingVpc extends Construct {
  readonly id: string;
  readonly cidr: string;
  readonly subnetGroups: Readonly<Record<string, PlacedSubnetGroup>>;

  private readonly subnets: VpcSubnets;

  constructor(scope: Construct, id: string, attributes: VpcAttributes) {
    super(scope, id);
    this.id = attributes.id;
    this.cidr = attributes.cidr;
    this.subnetGroups = attributes.subnets ?? {};
    this.subnets = new VpcSubnets(this, this.subnetGroups, (_tier, _zone, { routeTableId }) => routeTableId);
  }

  subnetIds(group: string, availabilityZones?: readonly string[]): string[] {
    return this.subnets.ids(group, availabilityZones);
  }

  subnetIdsByAvailabilityZone(group: string): Record<string, string> {
    return this.subnets.idsByAvailabilityZone(group);
  }

  routeTableIds(groups?: readonly string[]): Record<string, string> {
    return this.subnets.routeTableIds(groups);
  }
}
