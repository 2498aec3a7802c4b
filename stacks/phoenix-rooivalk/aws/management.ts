import { Bastion } from "@modules/aws/compute/bastion";
import type { Vpc } from "@modules/aws/network/vpc";
import { VpcPeering } from "@modules/aws/network/vpc-peering";
import type { IKey } from "@modules/aws/security/key";
import type { Construct } from "constructs";
import type { PhoenixRooivalkEnvironment } from "../../../environments/phoenix-rooivalk/schema";
import { AwsStack } from "../../base/aws-stack";
import { addVpc } from "../../parts/aws/vpc";

export interface ManagementProps {
  /** The platform's VPC, which is peered with the management VPC. */
  readonly vpc: Vpc;
  readonly keys: { readonly data: IKey; readonly logs: IKey };
}

/** Management VPC with a bastion for administrators, peered with the platform's VPC. */
export class ManagementStack extends AwsStack<PhoenixRooivalkEnvironment> {
  readonly bastion: Bastion;

  constructor(scope: Construct, environment: PhoenixRooivalkEnvironment, { vpc, keys }: ManagementProps) {
    super(scope, environment, "management");
    const { network, adminCidrs, bastionType } = environment.management;
    const name = "phoenix-rooivalk-management";
    const management = addVpc(this, {
      name,
      network,
      logsKey: keys.logs,
      peers: { platform: vpc.cidr },
      sshCidrs: adminCidrs,
      // Session Manager needs endpoints, because the bastion may connect only to networks of the platform.
      interfaceEndpoints: ["ssm", "ssmmessages", "ec2messages"],
    });
    new VpcPeering(this, "peering", {
      name: this.named(name),
      vpc: management,
      peer: vpc,
      subnetGroups: Object.keys(management.subnetGroups),
      // Public subnets contain only load balancers, to which clients connect without the peering.
      peerSubnetGroups: Object.entries(vpc.subnetGroups)
        .filter(([, { tier }]) => tier !== "public")
        .map(([group]) => group),
    });
    this.bastion = new Bastion(this, "bastion", {
      name: this.named("phoenix-rooivalk-bastion"),
      vpc: management,
      adminCidrs,
      egressCidrs: [management.cidr, vpc.cidr],
      internetEgress: false,
      instanceType: bastionType,
      key: keys.data,
      tags: this.tags,
    });
  }
}
