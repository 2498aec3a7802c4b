import { Vpc } from "@modules/aws/network/vpc";
import type { Construct } from "constructs";
import type { DafnckmachineEnvironment } from "../../environments/dafnckmachine/environment";
import { EnvironmentStack } from "../environment-stack";

/** The VPC of one region. */
export class NetworkStack extends EnvironmentStack<DafnckmachineEnvironment> {
  readonly vpc: Vpc;

  constructor(scope: Construct, environment: DafnckmachineEnvironment, region = environment.account.region) {
    super(scope, environment, "network", { region });
    const network =
      region === environment.account.region ? environment.network : environment.secondaryRegions[region]!.network;
    this.vpc = new Vpc(this, "vpc", {
      name: this.named("dafnckmachine"),
      cidr: network.cidr,
      subnets: network.subnets,
      natGateways: network.natGateways,
    });
  }
}
