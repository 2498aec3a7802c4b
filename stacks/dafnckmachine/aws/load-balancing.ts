import { type IOriginHeader, OriginHeader } from "@modules/aws/cdn/origin-header";
import { Certificate } from "@modules/aws/dns/certificate";
import { HEALTH_CHECKERS } from "@modules/aws/dns/health-checkers";
import type { IHostedZone } from "@modules/aws/dns/hosted-zone";
import type { ApplicationLoadBalancer } from "@modules/aws/load-balancing/application-load-balancer";
import { ListenerRule } from "@modules/aws/load-balancing/listener-rule";
import { NetworkLoadBalancer } from "@modules/aws/load-balancing/network-load-balancer";
import { TargetGroup } from "@modules/aws/load-balancing/target-group";
import { SecurityGroup } from "@modules/aws/network/security-group";
import type { IVpc } from "@modules/aws/network/vpc";
import type { IKey } from "@modules/aws/security/key";
import type { Construct } from "constructs";
import type { DafnckmachineEnvironment } from "../../../environments/dafnckmachine/schema";
import { AwsStack } from "../../base/aws-stack";
import { addPublicLoadBalancer, guardLoadBalancer } from "../../parts/aws/load-balancer";
import { PORTS } from "../ports";
import { LISTENER_RULES } from "./listener-rules";
import type { TierGroups } from "./network";

export interface LoadBalancingProps {
  readonly vpc: IVpc;
  readonly zone: IHostedZone;
  readonly groups: TierGroups;
  readonly logsKey: IKey;
  /**
   * Certificate of the primary region, whose validation records this one reuses. @default none: the stack is in the
   * primary region
   */
  readonly certificate?: Certificate;
  /** Header of the primary region, which this one shares. @default none: the stack is in the primary region */
  readonly originHeader?: IOriginHeader;
}

/** First labels of the names that CloudFront uses as origins, which fail over to the standby. */
export const ORIGINS = ["origin-api", "origin-app"];

/** Port of the test listener, which serves a new version before it gets traffic. */
const TEST_PORT = 8443;

/** The public application load balancer and the internal network load balancer of one region. */
export class LoadBalancingStack extends AwsStack<DafnckmachineEnvironment> {
  readonly certificate: Certificate;
  /** Header that the CDN adds to its requests. */
  readonly originHeader: IOriginHeader;
  readonly public: ApplicationLoadBalancer;
  readonly internal: NetworkLoadBalancer;
  readonly targetGroups: { readonly web: TargetGroup; readonly api: TargetGroup; readonly microservices: TargetGroup };

  constructor(
    scope: Construct,
    environment: DafnckmachineEnvironment,
    { vpc, zone, groups, logsKey, certificate, originHeader }: LoadBalancingProps,
    region = environment.account.region,
  ) {
    super(scope, environment, "load-balancing", { region });
    const { domain, cloudflare, loadBalancers } = environment;
    this.originHeader = originHeader ?? new OriginHeader(this, "origin-header");
    this.certificate = new Certificate(this, "certificate", {
      domainName: domain,
      // CloudFront connects to these names; its own certificate covers the public names.
      alternativeNames: ORIGINS.map((name) => `${name}.${domain}`),
      zone,
      validatedWith: certificate,
    });
    this.targetGroups = {
      web: new TargetGroup(this, "web", { name: this.named("web-targets"), vpc, port: PORTS.web }),
      api: new TargetGroup(this, "api", { name: this.named("api"), vpc, port: PORTS.api }),
      microservices: new TargetGroup(this, "microservices", {
        name: this.named("microservices"),
        vpc,
        port: PORTS.agents,
        protocol: "TCP",
        targetType: "ip",
      }),
    };
    this.public = this.addPublic(vpc, groups);
    guardLoadBalancer(this, this.public, {
      name: "DafnckMachineWAF-alb",
      logsKey,
      proxyHeader: this.originHeader,
      proxyCidrs: [...HEALTH_CHECKERS, ...loadBalancers.testCidrs],
      // Clients cannot forge CF-Connecting-IP, which Cloudflare sets. They can forge X-Forwarded-For, because
      // Cloudflare only appends to it.
      clientAddressHeader: cloudflare && "CF-Connecting-IP",
    });
    this.internal = this.addInternal(vpc, groups);
  }

  private addPublic(vpc: IVpc, groups: TierGroups): ApplicationLoadBalancer {
    const { testCidrs } = this.environment.loadBalancers;
    const testers = new SecurityGroup(this, "testers", {
      name: this.named("dafnckmachine-alb-test-sg"),
      description: "Test listener of the public load balancer",
      vpc,
      ports: { test: TEST_PORT },
    });
    for (const cidr of testCidrs) {
      testers.connections.allowFromCidr(cidr, "test", "Those who try a new version");
    }
    const loadBalancer = addPublicLoadBalancer(this, {
      name: "dafnckmachine-alb",
      vpc,
      securityGroups: [groups.web, testers, ...(groups.cdn ? [groups.cdn] : [])],
      certificate: this.certificate,
      targetGroup: this.targetGroups.web,
      testPort: TEST_PORT,
    });
    new ListenerRule(this, "api-paths", {
      ...LISTENER_RULES.api,
      listener: loadBalancer.https,
      targetGroup: this.targetGroups.api,
    });
    return loadBalancer;
  }

  private addInternal(vpc: IVpc, groups: TierGroups): NetworkLoadBalancer {
    const { deletionProtection, loadBalancers } = this.environment;
    const loadBalancer = new NetworkLoadBalancer(this, "internal", {
      name: this.named("dafnckmachine-nlb"),
      vpc,
      listeners: {
        microservices: { port: loadBalancers.microservicesPort, targetGroup: this.targetGroups.microservices },
      },
      deletionProtection,
    });
    loadBalancer.connections.allowFrom(groups.api, "microservices");
    loadBalancer.connections.allowTo(groups.api, "agents");
    return loadBalancer;
  }
}
