import { PrefixList } from "@modules/aws/network/prefix-list";
import { SecurityGroup } from "@modules/aws/network/security-group";
import type { Vpc } from "@modules/aws/network/vpc";
import type { IKey } from "@modules/aws/security/key";
import { CLOUDFLARE_IPV4 } from "@modules/cloudflare/addresses";
import type { Construct } from "constructs";
import type { FreeagenticsEnvironment } from "../../../environments/freeagentics/schema";
import { AwsStack } from "../../base/aws-stack";
import { addOriginClients } from "../../parts/aws/origin-clients";
import { addVpc } from "../../parts/aws/vpc";
import { WEB_PORT } from "../proxies/limits";

export interface NetworkProps {
  readonly logsKey: IKey;
}

/** Security groups that later stacks share. Each later stack adds the rules for its own resources. */
export interface TierGroups {
  /**
   * Group of the public load balancer. It allows all clients or, behind Cloudflare, only Cloudflare and the Route 53
   * health checkers.
   */
  readonly loadBalancer: SecurityGroup;
  /** Security group for CloudFront, used when Cloudflare fronts the load balancer. */
  readonly cdn?: SecurityGroup;
  /** Group of the application servers. */
  readonly app: SecurityGroup;
  /** Group of the Prometheus servers, in the primary region of environments that have them. */
  readonly monitoring?: SecurityGroup;
  /** Group of the self-managed proxies, in the primary region of environments that have them. */
  readonly proxies?: SecurityGroup;
}

/** Port of the application on its servers. */
export const APP_PORT = 8000;

/** Port on which the application serves its metrics. */
export const METRICS_PORT = 9090;

/** Port of the node exporter. */
export const NODE_METRICS_PORT = 9100;

/** Ports of the Prometheus servers to which people connect. */
export const MONITORING_PORTS = { prometheus: 9090, alertmanager: 9093, grafana: 3000 } as const;

/** Ports on which self-managed proxies serve clients. */
export const PROXY_PORTS = { http: 80, https: 443 } as const;

/**
 * Port of the load balancer for CloudFront and the Route 53 health checkers, which have no client certificate. Behind
 * Cloudflare, port 443 requires a client certificate.
 */
export function directPort({ cloudflare }: FreeagenticsEnvironment): number {
  return cloudflare ? 8443 : 443;
}

/** Fixed addresses of instances, to which configuration files of Prometheus and the design refer. */
function fixedAddresses({ access, monitoring }: FreeagenticsEnvironment): Record<string, string> {
  return {
    bastion: access.bastionIp,
    ...(monitoring && {
      "monitoring-primary": monitoring.primary.privateIp,
      "monitoring-secondary": monitoring.secondary.privateIp,
    }),
  };
}

/** The VPC of one region with its flow log, and the security groups that later stacks share. */
export class NetworkStack extends AwsStack<FreeagenticsEnvironment> {
  readonly vpc: Vpc;
  readonly groups: TierGroups;
  /** Prefix list of Cloudflare's addresses; undefined without Cloudflare. */
  readonly cloudflare: PrefixList | undefined;

  constructor(
    scope: Construct,
    environment: FreeagenticsEnvironment,
    { logsKey }: NetworkProps,
    region = environment.account.region,
  ) {
    super(scope, environment, "network", { region });
    const primary = region === environment.account.region;
    this.vpc = addVpc(this, {
      logsKey,
      // The bastion is in the primary region.
      sshCidrs: primary ? environment.access.adminCidrs : [],
      reservedAddresses: primary ? fixedAddresses(environment) : {},
    });
    this.cloudflare =
      environment.cloudflare &&
      new PrefixList(this, "cloudflare", { name: this.named("freeagentics-cloudflare"), cidrs: CLOUDFLARE_IPV4 });
    this.groups = this.addTierGroups();
  }

  private addTierGroups(): TierGroups {
    const loadBalancer = new SecurityGroup(this, "load-balancer", {
      name: this.named("freeagentics-alb-sg"),
      description: "Public load balancer",
      vpc: this.vpc,
      ports: { http: 80, https: 443, direct: directPort(this.environment) },
    });
    const cdn = this.admitClients(loadBalancer);
    const app = new SecurityGroup(this, "app", {
      name: this.named("freeagentics-app-sg"),
      description: "Application servers",
      vpc: this.vpc,
      ports: { app: APP_PORT, web: WEB_PORT, ssh: 22, metrics: METRICS_PORT, node: NODE_METRICS_PORT },
    });
    app.connections.allowFrom(loadBalancer, "app");
    app.connections.allowToCidr("0.0.0.0/0", 443, "AWS and external interfaces");
    return {
      loadBalancer,
      cdn,
      app,
      monitoring: this.addMonitoringGroup(app),
      proxies: this.addProxyGroup(app),
    };
  }

  private addProxyGroup(app: SecurityGroup): SecurityGroup | undefined {
    if (!this.environment.proxies?.tier || this.region !== this.environment.account.region) {
      return undefined;
    }
    const group = new SecurityGroup(this, "proxies", {
      name: this.named("freeagentics-proxy-instances-sg"),
      description: "Proxies in front of the application servers",
      vpc: this.vpc,
      ports: { ...PROXY_PORTS, ssh: 22 },
    });
    app.connections.allowFrom(group, "app");
    app.connections.allowFrom(group, "web");
    group.connections.allowToCidr("0.0.0.0/0", 443, "AWS and packages");
    return group;
  }

  private addMonitoringGroup(app: SecurityGroup): SecurityGroup | undefined {
    if (!this.environment.monitoring || this.region !== this.environment.account.region) {
      return undefined;
    }
    const group = new SecurityGroup(this, "monitoring", {
      name: this.named("freeagentics-monitoring-sg"),
      description: "Servers of Prometheus",
      vpc: this.vpc,
      ports: MONITORING_PORTS,
    });
    group.connections.allowInternally();
    group.connections.allowToCidr("0.0.0.0/0", 443, "AWS, packages and images");
    app.connections.allowFrom(group, "metrics");
    app.connections.allowFrom(group, "node");
    return group;
  }

  /**
   * Opens the load balancer to all clients. Behind Cloudflare it opens port 443 only to Cloudflare's addresses. On this
   * port the load balancer also verifies Cloudflare's client certificate, because other customers' Workers send
   * requests from the same addresses. CloudFront and the health checkers have no such certificate, so they get a
   * separate port.
   *
   * @returns the group for CloudFront, whose prefix list uses nearly the whole quota of a group's rules
   */
  private admitClients(loadBalancer: SecurityGroup): SecurityGroup | undefined {
    const { connections } = loadBalancer;
    if (!this.cloudflare) {
      connections.allowFromCidr("0.0.0.0/0", "http", "Anyone, to be redirected to HTTPS");
      connections.allowFromCidr("0.0.0.0/0", "https", "Anyone");
      return undefined;
    }
    connections.allowFromPrefixList(this.cloudflare, "https", "Addresses of Cloudflare");
    return addOriginClients(this, {
      vpc: this.vpc,
      loadBalancer,
      port: ["direct", directPort(this.environment)],
    });
  }
}
