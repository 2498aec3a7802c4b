import type { Vpc } from "@modules/aws/network/vpc";
import type { IKey } from "@modules/aws/security/key";
import type { Construct } from "constructs";
import type { LpEnvironment } from "../../../environments/lp/schema";
import { AwsStack } from "../../base/aws-stack";
import { addVpc } from "../../parts/aws/vpc";

export interface NetworkProps {
  /** Key of the flow logs. */
  readonly logsKey: IKey;
}

/** The VPC of one region with its subnets, routes, network ACLs and flow logs. */
export class NetworkStack extends AwsStack<LpEnvironment> {
  readonly vpc: Vpc;

  constructor(
    scope: Construct,
    environment: LpEnvironment,
    { logsKey }: NetworkProps,
    region = environment.account.region,
  ) {
    super(scope, environment, "network", { region });
    const { account, network, google } = environment;
    // Cloud SQL replicates the database through a VPN (runbooks/lp/cloud-sql-replication.md).
    const vpn: Record<string, string> = google ? { google: google.network.servicesCidr } : {};
    this.vpc = addVpc(this, {
      logsKey,
      // The nodes of the primary region connect to the database's replica through a peering connection.
      peers: region === account.region ? vpn : { primary: network.cidr },
    });
  }
}
