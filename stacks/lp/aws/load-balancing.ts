import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import type { IHostedZone } from "@modules/aws/dns/hosted-zone";
import type { EksCluster } from "@modules/aws/eks/eks-cluster";
import { LoadBalancerControllerIdentity } from "@modules/aws/eks/load-balancer-controller-identity";
import { NetworkLoadBalancer } from "@modules/aws/load-balancing/network-load-balancer";
import { TargetGroup } from "@modules/aws/load-balancing/target-group";
import { PrefixList } from "@modules/aws/network/prefix-list";
import type { IVpc } from "@modules/aws/network/vpc";
import { CLOUDFLARE_IPV4 } from "@modules/cloudflare/addresses";
import type { Construct } from "constructs";
import type { LpEnvironment } from "../../../environments/lp/schema";
import { AwsStack } from "../../base/aws-stack";
import { isWithin } from "../../parts/cloudflare/public-domain";
import { certifiedHosts, GATEWAY_PORTS, GATEWAY_READY_PATH } from "../cluster/gateway";

export interface LoadBalancingNeeds {
  readonly vpc: IVpc;
  readonly zone: IHostedZone;
  /** Its pods serve the ports of the gateway. */
  readonly cluster: EksCluster;
}

/**
 * The way from Cloudflare to the Istio gateway: connections are passed on as
 * they come, TLS ends in the gateway. Its targets are pods, which a controller
 * in the cluster registers by a TargetGroupBinding.
 *
 * Who has Cloudflare before it admits nobody else, by address here and by the
 * certificate that the gateway asks Cloudflare for. Another customer of
 * Cloudflare's may knock, but with no name of ours, and the gateway serves no
 * other.
 *
 * Pods see addresses of the load balancer. Kept addresses would be Cloudflare's
 * and not the clients', and two connections from one port of theirs to two zones
 * would collide on a pod. The client is in `Cf-Connecting-Ip`, and the next to
 * last in `X-Forwarded-For` as the gateway extends it: let it trust one proxy.
 */
export class LoadBalancingStack extends AwsStack<LpEnvironment> {
  /** Of TCP, by address: for a TargetGroupBinding of type `ip`, without `networking`, as the rules are here. */
  readonly targetGroup: TargetGroup;

  constructor(scope: Construct, environment: LpEnvironment, { vpc, zone, cluster }: LoadBalancingNeeds) {
    super(scope, environment, "load-balancing");
    this.targetGroup = new TargetGroup(this, "gateway", {
      name: this.named("lp-gateway"),
      vpc,
      port: GATEWAY_PORTS.gateway,
      protocol: "TCP",
      targetType: "ip",
      healthCheck: { port: GATEWAY_PORTS["gateway-status"], path: GATEWAY_READY_PATH, intervalSeconds: 10 },
    });
    const balancer = new NetworkLoadBalancer(this, "public", {
      name: this.named("lp-nlb"),
      vpc,
      internetFacing: true,
      listeners: { https: { port: 443, targetGroup: this.targetGroup } },
      deletionProtection: environment.deletionProtection,
    });
    for (const port of Object.keys(GATEWAY_PORTS)) {
      balancer.connections.allowTo(cluster, port);
    }
    this.admit(balancer);
    new LoadBalancerControllerIdentity(this, "controller", { cluster, targetGroups: { gateway: this.targetGroup } });
    for (const name of certifiedHosts(environment).filter((host) => isWithin(host, zone.name))) {
      new Route53Record(this, name.split(".")[0]!, {
        zoneId: zone.id,
        name,
        type: "A",
        // Whether it answers is for Cloudflare's monitor to say.
        alias: { name: balancer.dnsName, zoneId: balancer.zoneId, evaluateTargetHealth: false },
      });
    }
  }

  private admit({ connections }: NetworkLoadBalancer): void {
    const { cloudflare, kubernetes } = this.environment;
    const edge = new PrefixList(this, cloudflare ? "cloudflare" : "administrators", {
      name: this.named(cloudflare ? "cloudflare" : "lp-administrators"),
      // It has no IPv6 address to be reached at.
      cidrs: cloudflare ? CLOUDFLARE_IPV4 : kubernetes.adminCidrs,
    });
    connections.allowFromPrefixList(
      edge,
      "https",
      cloudflare ? "Cloudflare" : "Administrators, as no CDN is before it",
    );
  }
}
