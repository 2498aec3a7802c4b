import { FirewallRule, type FirewallRuleProps } from "@modules/google/network/firewall-rule";
import { Nat } from "@modules/google/network/nat";
import { Vpc } from "@modules/google/network/vpc";
import { LogBucket } from "@modules/google/operations/log-bucket";
import type { Construct } from "constructs";
import { type GoogleEnvironment, GoogleStack } from "../../base/google-stack";

export interface GoogleNetworkProps {
  /** Name of the VPC; the stack adds the environment's suffix. */
  readonly name: string;
  /** Firewall rules of ingress by name. @default none: all ingress is denied */
  readonly firewall?: Readonly<Record<string, Omit<FirewallRuleProps, "name" | "vpc">>>;
}

/** The environment's VPC in Google Cloud with Cloud NAT, firewall rules and a bucket of flow logs. */
export class GoogleNetworkStack extends GoogleStack {
  readonly vpc: Vpc;

  constructor(scope: Construct, environment: GoogleEnvironment, { name: baseName, firewall = {} }: GoogleNetworkProps) {
    super(scope, environment, "network");
    const name = this.named(baseName);
    const { subnets, servicesCidr, flowLogRetentionDays } = this.google.network;
    new LogBucket(this, "logs", {
      name: this.named("network"),
      logs: ["vpc_flows", "firewall", "nat_flows"].map((log) => `compute.googleapis.com/${log}`),
      retentionDays: flowLogRetentionDays,
    });
    this.vpc = new Vpc(this, "vpc", { name, subnets, servicesCidr });
    new Nat(this, "nat", { name: `${name}-nat`, vpc: this.vpc, subnets: Object.keys(subnets) });
    for (const [rule, props] of Object.entries(firewall)) {
      new FirewallRule(this, rule, { ...props, name: `${name}-${rule}`, vpc: this.vpc });
    }
  }
}
