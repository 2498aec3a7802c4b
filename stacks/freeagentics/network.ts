import { SecurityGroup } from "@modules/aws/network/security-group";
import type { Vpc } from "@modules/aws/network/vpc";
import type { IKey } from "@modules/aws/security/key";
import type { Construct } from "constructs";
import type { FreeagenticsEnvironment } from "../../environments/freeagentics/environment";
import { AwsStack } from "../aws-stack";
import { addVpc } from "../vpc";

export interface NetworkNeeds {
  readonly logsKey: IKey;
}

/** Groups that later stacks share; who else reaches whom is said where the other is made. */
export interface TierGroups {
  /** The only group the world may reach. */
  readonly loadBalancer: SecurityGroup;
  /** Application servers. */
  readonly app: SecurityGroup;
}

/** Where the application listens. */
export const APP_PORT = 8000;

/** The VPC of one region: subnets, routes, filters and the record of what flowed. */
export class NetworkStack extends AwsStack<FreeagenticsEnvironment> {
  readonly vpc: Vpc;
  readonly groups: TierGroups;

  constructor(
    scope: Construct,
    environment: FreeagenticsEnvironment,
    { logsKey }: NetworkNeeds,
    region = environment.account.region,
  ) {
    super(scope, environment, "network", { region });
    const primary = region === environment.account.region;
    this.vpc = addVpc(this, {
      logsKey,
      // Of the bastion, which stands in the primary region.
      sshCidrs: primary ? environment.access.adminCidrs : [],
    });
    this.groups = this.addTierGroups();
  }

  private addTierGroups(): TierGroups {
    const loadBalancer = new SecurityGroup(this, "load-balancer", {
      name: this.named("freeagentics-alb-sg"),
      description: "Public load balancer",
      vpc: this.vpc,
      ports: { http: 80, https: 443 },
    });
    loadBalancer.connections.allowFromCidr("0.0.0.0/0", "http", "Anyone, to be redirected to HTTPS");
    loadBalancer.connections.allowFromCidr("0.0.0.0/0", "https", "Anyone");
    const app = new SecurityGroup(this, "app", {
      name: this.named("freeagentics-app-sg"),
      description: "Application servers",
      vpc: this.vpc,
      ports: { app: APP_PORT, ssh: 22 },
    });
    app.connections.allowFrom(loadBalancer, "app");
    app.connections.allowToCidr("0.0.0.0/0", 443, "AWS and external interfaces");
    return { loadBalancer, app };
  }
}
