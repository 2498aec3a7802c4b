import { Endpoints } from "@modules/aws/network/endpoints";
import { FlowLog } from "@modules/aws/network/flow-log";
import { EPHEMERAL_PORTS, NetworkAcl } from "@modules/aws/network/network-acl";
import { SecurityGroup } from "@modules/aws/network/security-group";
import { Vpc } from "@modules/aws/network/vpc";
import { LogGroup } from "@modules/aws/operations/log-group";
import type { IKey } from "@modules/aws/security/key";
import type { Construct } from "constructs";
import type { DafnckmachineEnvironment } from "../../environments/dafnckmachine/environment";
import { EnvironmentStack } from "../environment-stack";

export interface NetworkNeeds {
  readonly logsKey: IKey;
}

/** Groups that later stacks share. */
export interface TierGroups {
  /** Load balancers; the only group the world may reach. */
  readonly web: SecurityGroup;
  /** Services behind them. */
  readonly api: SecurityGroup;
}

/** The VPC of one region: subnets, routes, filters and the record of what flowed. */
export class NetworkStack extends EnvironmentStack<DafnckmachineEnvironment> {
  readonly vpc: Vpc;

  private readonly tierGroups: TierGroups | undefined;

  constructor(
    scope: Construct,
    environment: DafnckmachineEnvironment,
    { logsKey }: NetworkNeeds,
    region = environment.account.region,
  ) {
    super(scope, environment, "network", { region });
    const network =
      region === environment.account.region ? environment.network : environment.secondaryRegions[region]!.network;
    const name = this.named("dafnckmachine");
    this.vpc = new Vpc(this, "vpc", {
      name,
      cidr: network.cidr,
      subnets: network.subnets,
      natGateways: network.natGateways,
    });
    new FlowLog(this, "flow-log", {
      vpc: this.vpc,
      logGroup: new LogGroup(this, "flow-log-group", {
        name: this.named("/aws/vpc/flowlogs"),
        retentionDays: network.flowLogRetentionDays,
        key: logsKey,
        deletionProtection: environment.deletionProtection,
      }),
      roleName: this.named("flowlogsRole"),
    });
    new Endpoints(this, "endpoints", { name, vpc: this.vpc });
    this.addAcls(network.cidr);
    const served = Object.values(network.subnets).some(({ tier }) => tier === "public");
    this.tierGroups = served ? this.addTierGroups() : undefined;
  }

  /** Groups of the web and API tiers. @throws Error where nothing is public */
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
    web.connections.allowFromCidr("0.0.0.0/0", "http", "Anyone, to be redirected to HTTPS");
    web.connections.allowFromCidr("0.0.0.0/0", "https", "Anyone");
    const api = new SecurityGroup(this, "api", {
      name: this.named("dafnckmachine-api-sg"),
      description: "Services behind the load balancers",
      vpc: this.vpc,
      ports: { users: 3000, agents: 3001, legacy: 8080 },
      egress: "everywhere",
    });
    for (const port of ["users", "agents", "legacy"]) {
      api.connections.allowFrom(web, port);
    }
    return { web, api };
  }

  private addAcls(cidr: string): void {
    const vpc = { number: 100, cidr };
    const replies = { number: 120, cidr: "0.0.0.0/0", tcpPorts: EPHEMERAL_PORTS };
    for (const [group, { tier }] of Object.entries(this.vpc.subnetGroups)) {
      new NetworkAcl(this, `${group}-acl`, {
        name: `${this.named("dafnckmachine")}-${group}`,
        vpc: this.vpc,
        subnetGroups: [group],
        ...{
          public: {
            ingress: {
              http: { number: 100, cidr: "0.0.0.0/0", tcpPorts: { from: 80, to: 80 } },
              https: { number: 110, cidr: "0.0.0.0/0", tcpPorts: { from: 443, to: 443 } },
              replies,
              vpc: { number: 130, cidr },
            },
          },
          private: { ingress: { vpc, replies } },
          isolated: { ingress: { vpc }, egress: { vpc } },
        }[tier],
      });
    }
  }
}
