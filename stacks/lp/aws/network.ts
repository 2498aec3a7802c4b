import type { Vpc } from "@modules/aws/network/vpc";
import type { IKey } from "@modules/aws/security/key";
import type { Construct } from "constructs";
import type { LpEnvironment } from "../../../environments/lp/schema";
import { AwsStack } from "../../base/aws-stack";
import { addVpc } from "../../parts/aws/vpc";

export interface NetworkNeeds {
  readonly logsKey: IKey;
}

/** The VPC of one region: subnets, routes, filters and the record of what flowed. */
export class NetworkStack extends AwsStack<LpEnvironment> {
  readonly vpc: Vpc;

  constructor(
    scope: Construct,
    environment: LpEnvironment,
    { logsKey }: NetworkNeeds,
    region = environment.account.region,
  ) {
    super(scope, environment, "network", { region });
    this.vpc = addVpc(this, { logsKey });
  }
}
