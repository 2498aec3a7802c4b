import { Certificate } from "@modules/aws/dns/certificate";
import type { IHostedZone } from "@modules/aws/dns/hosted-zone";
import type { ApplicationLoadBalancer } from "@modules/aws/load-balancing/application-load-balancer";
import { TargetGroup } from "@modules/aws/load-balancing/target-group";
import type { IConnectable } from "@modules/aws/network/connections";
import type { IVpc } from "@modules/aws/network/vpc";
import type { IKey } from "@modules/aws/security/key";
import type { ManagedGroup } from "@modules/aws/waf/managed-rules";
import type { Construct } from "constructs";
import type { PhoenixRooivalkEnvironment } from "../../../environments/phoenix-rooivalk/schema";
import { AwsStack } from "../../base/aws-stack";
import { addPublicLoadBalancer, guardLoadBalancer } from "../../parts/aws/load-balancer";

export interface LoadBalancingNeeds {
  readonly vpc: IVpc;
  readonly zone: IHostedZone;
  /** Of the load balancer. */
  readonly group: IConnectable;
  readonly logsKey: IKey;
  /** Of the primary region, whose records validate the one of another too. @default none: this is the primary region */
  readonly certificate?: Certificate;
}

/** What the CDN asks for: the first label of a name that follows the load balancer to another region. */
export const ORIGIN = "origin";

/** AWS's rules that every web ACL asks. */
export const MANAGED_GROUPS: Readonly<Record<string, ManagedGroup>> = {
  CommonRuleSet: "AWSManagedRulesCommonRuleSet",
  KnownBadInputs: "AWSManagedRulesKnownBadInputsRuleSet",
  IpReputation: "AWSManagedRulesAmazonIpReputationList",
};

/** The way into a region. Its targets are pods, which a controller in the cluster registers. */
export class LoadBalancingStack extends AwsStack<PhoenixRooivalkEnvironment> {
  readonly certificate: Certificate;
  readonly public: ApplicationLoadBalancer;
  readonly targetGroup: TargetGroup;

  constructor(
    scope: Construct,
    environment: PhoenixRooivalkEnvironment,
    { vpc, zone, group, logsKey, certificate }: LoadBalancingNeeds,
    region = environment.account.region,
  ) {
    super(scope, environment, "load-balancing", { region });
    this.certificate = new Certificate(this, "certificate", {
      // The names the CDN answers to itself are in its own certificate.
      domainName: `${ORIGIN}.${environment.domain}`,
      zone,
      validatedWith: certificate,
    });
    this.targetGroup = new TargetGroup(this, "pods", {
      name: this.named("phoenix-rooivalk-eks"),
      vpc,
      port: 443,
      protocol: "HTTPS",
      targetType: "ip",
    });
    this.public = addPublicLoadBalancer(this, {
      name: "phoenix-rooivalk-alb",
      vpc,
      securityGroups: [group],
      certificate: this.certificate,
      targetGroup: this.targetGroup,
    });
    guardLoadBalancer(this, this.public, { name: "phoenix-rooivalk-alb", managedGroups: MANAGED_GROUPS, logsKey });
  }
}
