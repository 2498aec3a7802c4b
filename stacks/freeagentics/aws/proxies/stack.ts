import { managedPolicyArn } from "@modules/aws/account";
import { agentAlarms, groupAlarms } from "@modules/aws/compute/alarms";
import { AutoScalingGroup } from "@modules/aws/compute/auto-scaling-group";
import { CpuScaling } from "@modules/aws/compute/cpu-scaling";
import { LaunchTemplate } from "@modules/aws/compute/launch-template";
import { NetworkLoadBalancer } from "@modules/aws/load-balancing/network-load-balancer";
import { TargetGroup } from "@modules/aws/load-balancing/target-group";
import type { IPrefixList } from "@modules/aws/network/prefix-list";
import type { ISecurityGroup } from "@modules/aws/network/security-group";
import type { IVpc } from "@modules/aws/network/vpc";
import type { IAlerts } from "@modules/aws/operations/alerts";
import { LogGroup } from "@modules/aws/operations/log-group";
import type { IKey } from "@modules/aws/security/key";
import { grant, Role } from "@modules/aws/security/role";
import { Secret } from "@modules/aws/security/secret";
import { ORIGIN_PULL_AUTHORITY } from "@modules/cloudflare/security/origin-pull-authority";
import type { Construct } from "constructs";
import type {
  FreeagenticsEnvironment,
  ProxySettings,
  ProxyTierSettings,
} from "../../../../environments/freeagentics/schema";
import { AwsStack } from "../../../base/aws-stack";
import { addResourceAlarms } from "../../../parts/aws/alarms";
import { haproxy } from "../../proxies/haproxy";
import { HEALTH } from "../../proxies/limits";
import { nginx } from "../../proxies/nginx";
import { PROXY_PORTS } from "../network";
import { proxyUserData } from "./user-data";

export interface ProxiesProps {
  readonly settings: ProxySettings;
  readonly tier: ProxyTierSettings;
  readonly vpc: IVpc;
  /** Security group of the proxies. */
  readonly group: ISecurityGroup;
  /** Prefix list of Cloudflare's addresses. @default none: the load balancer accepts all clients */
  readonly cloudflare?: IPrefixList;
  readonly keys: { readonly data: IKey; readonly logs: IKey };
  readonly alerts: IAlerts;
}

/** Namespace of the metric that shows whether the proxies have found their servers. */
const NAMESPACE = "FreeAgentics/Proxies";

/**
 * HAProxy or Nginx on instances in private subnets, behind a network load balancer that preserves the addresses of
 * clients. The proxies terminate TLS, with a certificate that a person puts into a secret
 * (runbooks/freeagentics/proxy-tier.md).
 */
export class ProxiesStack extends AwsStack<FreeagenticsEnvironment> {
  readonly public: NetworkLoadBalancer;

  constructor(scope: Construct, environment: FreeagenticsEnvironment, props: ProxiesProps) {
    super(scope, environment, "proxies");
    const { tier, vpc, group, cloudflare, alerts } = props;
    const name = this.named("freeagentics-proxy");
    const targetGroups = Object.entries(PROXY_PORTS).map(
      ([listener, port]) =>
        new TargetGroup(this, `${listener}-targets`, {
          name: this.named(`freeagentics-${listener}`),
          vpc,
          port,
          protocol: "TCP",
          // The health check only expects the redirect to HTTPS, so that proxies stay in service when the application
          // fails.
          healthCheck: { port: PROXY_PORTS.http, path: HEALTH, intervalSeconds: 10, unhealthyThreshold: 3 },
          // The proxies need client addresses, to recognize Cloudflare and to limit the requests of other clients.
          overrides: { preserveClientIp: "true" },
        }),
    );
    const listeners = Object.entries(PROXY_PORTS).map(([listener, port], index) => [
      listener,
      { port, targetGroup: targetGroups[index]! },
    ]);
    this.public = new NetworkLoadBalancer(this, "public", {
      name,
      vpc,
      internetFacing: true,
      listeners: Object.fromEntries(listeners),
      deletionProtection: environment.deletionProtection,
    });
    for (const listener of Object.keys(PROXY_PORTS)) {
      if (cloudflare) {
        this.public.connections.allowFromPrefixList(cloudflare, listener, "Addresses of Cloudflare");
      } else {
        this.public.connections.allowFromCidr("0.0.0.0/0", listener, "Anyone");
      }
      this.public.connections.allowTo(group, listener);
    }
    const proxies = new AutoScalingGroup(this, "proxies", {
      name,
      launchTemplate: this.addLaunchTemplate(name, props),
      vpc,
      min: tier.min,
      desired: tier.min,
      max: tier.max,
      targetGroups,
      spread: false,
      healthCheckGraceSeconds: 600,
      // A replacement installs the newest Amazon Linux image and the newest version of the proxy.
      maxInstanceLifetimeDays: 30,
    });
    new CpuScaling(this, "scaling", { name, group: proxies });
    addResourceAlarms(this, alerts, "freeagentics-proxies", {
      ...groupAlarms(proxies),
      ...agentAlarms(proxies),
      refresh: {
        metric: { namespace: NAMESPACE, name: "Failed", dimensions: {}, statistic: "Maximum", periodSeconds: 60 },
        above: 0,
        periods: 10,
        missingData: "breaching",
        severity: "warning",
        description:
          "For ten minutes a proxy has found no application server in service, or its certificate is not valid for two more weeks",
      },
    });
  }

  private addLaunchTemplate(name: string, { settings, tier, group, keys }: ProxiesProps): LaunchTemplate {
    const { environment, region } = this;
    const { security, deletionProtection, cloudflare } = environment;
    const { program, instanceType } = tier;
    const logGroup = new LogGroup(this, "logs", {
      name: this.named("freeagentics/proxy"),
      retentionDays: security.logRetentionDays,
      key: keys.logs,
      deletionProtection,
    });
    const certificate = new Secret(this, "certificate", {
      name: this.named("freeagentics/proxy-certificate"),
      description: "Private key, certificate and chain of the proxies in PEM; a person puts them here",
      key: keys.data,
      recoveryDays: deletionProtection ? 30 : 0,
      deletionProtection,
    });
    const role = new Role(this, "role", {
      name: this.named("freeagentics-proxies"),
      description: "Proxies in front of the application servers",
      assumedBy: "ec2.amazonaws.com",
      managedPolicies: {
        "session-manager": managedPolicyArn(this, "AmazonSSMManagedInstanceCore"),
        "cloudwatch-agent": managedPolicyArn(this, "CloudWatchAgentServerPolicy"),
      },
    });
    logGroup.grantWrite(role);
    certificate.grantRead(role);
    grant(role, "discover-servers", {
      // `Describe*` actions do not support resource-level permissions.
      actions: ["autoscaling:DescribeAutoScalingGroups", "ec2:DescribeInstances"],
      resources: ["*"],
    });
    return new LaunchTemplate(this, "template", {
      name,
      instanceType,
      role,
      securityGroups: [group],
      key: keys.data,
      userData: proxyUserData({
        program,
        region,
        group: this.named("freeagentics-app"),
        secret: certificate.name,
        namespace: NAMESPACE,
        configuration: { haproxy, nginx }[program](environment, settings),
        authorities: cloudflare && ORIGIN_PULL_AUTHORITY,
        logGroup: logGroup.name,
      }),
      tags: this.tags,
    });
  }
}
