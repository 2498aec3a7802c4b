import { SecurityGroup } from "@modules/aws/network/security-group";
import type { Vpc } from "@modules/aws/network/vpc";
import type { IKey } from "@modules/aws/security/key";
import type { Construct } from "constructs";
import type { PhoenixRooivalkEnvironment } from "../../../environments/phoenix-rooivalk/schema";
import { AwsStack } from "../../base/aws-stack";
import { addOriginClients } from "../../parts/aws/origin-clients";
import { addVpc } from "../../parts/aws/vpc";
import { ORIGIN_PORT } from "./load-balancing";

export interface NetworkProps {
  /** Key of the flow logs. */
  readonly logsKey: IKey;
}

/** Security groups that later stacks share. */
export interface SharedSecurityGroups {
  /** Group of the load balancers, the only one with ingress from the internet. */
  readonly alb: SecurityGroup;
  /** Group of the load balancers for ingress from CloudFront. */
  readonly cdn: SecurityGroup;
  /** Group of the cluster's nodes and their pods. */
  readonly eks: SecurityGroup;
}

/** The VPC of one region with its subnets, routes, network ACLs, flow logs and shared security groups. */
export class NetworkStack extends AwsStack<PhoenixRooivalkEnvironment> {
  readonly vpc: Vpc;
  readonly securityGroups: SharedSecurityGroups;

  constructor(
    scope: Construct,
    environment: PhoenixRooivalkEnvironment,
    { logsKey }: NetworkProps,
    region = environment.account.region,
  ) {
    super(scope, environment, "network", { region });
    const { management } = environment;
    const primary = region === environment.account.region;
    this.vpc = addVpc(this, {
      logsKey,
      peers: primary ? { management: management.network.cidr } : {},
    });
    this.securityGroups = this.addSecurityGroups();
  }

  private addSecurityGroups(): SharedSecurityGroups {
    const alb = new SecurityGroup(this, "alb", {
      name: this.named("phoenix-rooivalk-alb-sg"),
      description: "Public load balancer",
      vpc: this.vpc,
      ports: { http: 80, https: 443, origin: ORIGIN_PORT },
      egress: "vpc",
    });
    alb.connections.allowFromCidr("0.0.0.0/0", "http", "Anyone, to be redirected to HTTPS");
    alb.connections.allowFromCidr("0.0.0.0/0", "https", "Anyone, to be redirected to the CDN");
    const cdn = addOriginClients(this, { vpc: this.vpc, loadBalancer: alb, port: ["origin", ORIGIN_PORT] });
    const eks = new SecurityGroup(this, "eks", {
      name: this.named("phoenix-rooivalk-eks-sg"),
      description: "Nodes of the cluster and the pods on them",
      vpc: this.vpc,
      // Pods terminate TLS themselves.
      ports: { https: 443 },
      egress: "everywhere",
    });
    eks.connections.allowFrom(alb);
    return { alb, cdn, eks };
  }
}
