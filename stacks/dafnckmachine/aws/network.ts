import { SecurityGroup } from "@modules/aws/network/security-group";
import type { Vpc } from "@modules/aws/network/vpc";
import type { IKey } from "@modules/aws/security/key";
import type { Construct } from "constructs";
import type { DafnckmachineEnvironment } from "../../../environments/dafnckmachine/schema";
import { AwsStack } from "../../base/aws-stack";
import { addOriginClients } from "../../parts/aws/origin-clients";
import { addVpc } from "../../parts/aws/vpc";
import { PORTS } from "../ports";

export interface NetworkProps {
  readonly logsKey: IKey;
}

/** Security groups that later stacks share. */
export interface TierGroups {
  /**
   * Group of the public load balancers, which allows Route 53's health checkers or, if the environment says so, all
   * clients.
   */
  readonly web: SecurityGroup;
  /**
   * Security group for CloudFront, whose prefix list uses nearly the whole quota of a group's rules. Undefined when
   * `web` allows all clients.
   */
  readonly cdn?: SecurityGroup;
  /** Group of the services behind the load balancers. */
  readonly api: SecurityGroup;
  /** Group of the workers, to which no other group may connect. */
  readonly worker: SecurityGroup;
}

/** The VPC of one region with its flow log, and the security groups that later stacks share. */
export class NetworkStack extends AwsStack<DafnckmachineEnvironment> {
  readonly vpc: Vpc;

  private readonly tierGroups: TierGroups | undefined;

  constructor(
    scope: Construct,
    environment: DafnckmachineEnvironment,
    { logsKey }: NetworkProps,
    region = environment.account.region,
  ) {
    super(scope, environment, "network", { region });
    const primary = region === environment.account.region;
    this.vpc = addVpc(this, {
      logsKey,
      flowLogGroup: "/aws/vpc/flowlogs",
      flowLogRole: "flowlogsRole",
      // Cloud SQL replicates the database through a VPN (runbooks/dafnckmachine/cloud-sql-replication.md).
      peers: primary && environment.google ? { google: environment.google.network.servicesCidr } : {},
    });
    const isPublic = Object.values(this.vpc.subnetGroups).some(({ tier }) => tier === "public");
    this.tierGroups = isPublic ? this.addTierGroups() : undefined;
  }

  /**
   * Security groups of the web and API tiers.
   *
   * @throws Error in a region without public subnets
   */
  get groups(): TierGroups {
    if (!this.tierGroups) {
      throw new Error(`${this.node.path}: only a network with public subnets has the groups of the web and API tiers`);
    }
    return this.tierGroups;
  }

  private addTierGroups(): TierGroups {
    const web = new SecurityGroup(this, "web", {
      name: this.named("dafnckmachine-web-sg"),
      description: "Public load balancers",
      vpc: this.vpc,
      ports: { http: 80, https: 443 },
      egress: "everywhere",
    });
    const cdn = this.admitClients(web);
    const api = new SecurityGroup(this, "api", {
      name: this.named("dafnckmachine-api-sg"),
      description: "Services behind the load balancers",
      vpc: this.vpc,
      ports: { users: PORTS.users, agents: PORTS.agents, legacy: 8080 },
      egress: "everywhere",
    });
    for (const port of ["users", "agents", "legacy"]) {
      api.connections.allowFrom(web, port);
    }
    const worker = new SecurityGroup(this, "worker", {
      name: this.named("dafnckmachine-worker-instances-sg"),
      description: "Instances of the worker tier",
      vpc: this.vpc,
      egress: "everywhere",
    });
    return { web, cdn, api, worker };
  }

  /**
   * Opens the public load balancer to CloudFront and the health checkers. Port 80 stays closed, because CloudFront
   * connects only over HTTPS.
   *
   * @returns the group for CloudFront
   */
  private admitClients(loadBalancer: SecurityGroup): SecurityGroup | undefined {
    const { connections } = loadBalancer;
    if (this.environment.loadBalancers.openToInternet) {
      connections.allowFromCidr("0.0.0.0/0", "http", "Anyone, to be redirected to HTTPS");
      connections.allowFromCidr("0.0.0.0/0", "https", "Anyone");
      return undefined;
    }
    return addOriginClients(this, { vpc: this.vpc, loadBalancer, port: ["https", 443] });
  }
}
