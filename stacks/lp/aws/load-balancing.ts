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

export interface LoadBalancingProps {
  readonly vpc: IVpc;
  readonly zone: IHostedZone;
  /** EKS cluster whose pods listen on the gateway's ports. */
  readonly cluster: EksCluster;
}

/**
 * Network Load Balancer between Cloudflare and the Istio gateway. It forwards TCP connections; the gateway terminates
 * TLS. A controller in the cluster registers the gateway's pods through a TargetGroupBinding.
 *
 * With Cloudflare in front, the security group allows only Cloudflare's addresses, and the gateway requires
 * Cloudflare's client certificate. Other Cloudflare customers can connect as well, but not for host names of this zone,
 * and the gateway serves no other names.
 *
 * Pods see the load balancer's addresses. Client addresses are not preserved, because they would be Cloudflare's, and
 * two connections from one port to two availability zones would collide on a pod. The visitor's address is in
 * `Cf-Connecting-Ip`, and is the second to last entry of `X-Forwarded-For` after the gateway has extended the header,
 * so the gateway trusts one proxy.
 */
export class LoadBalancingStack extends AwsStack<LpEnvironment> {
  /**
   * Target group for a TargetGroupBinding of type `ip` without `networking`, because this stack creates the security
   * group rules.
   */
  readonly targetGroup: TargetGroup;

  constructor(scope: Construct, environment: LpEnvironment, { vpc, zone, cluster }: LoadBalancingProps) {
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
    this.allowClients(balancer);
    new LoadBalancerControllerIdentity(this, "controller", { cluster, targetGroups: { gateway: this.targetGroup } });
    const hosts = Object.entries(certifiedHosts(environment));
    for (const [label, name] of hosts.filter(([, host]) => isWithin(host, zone.name))) {
      new Route53Record(this, label, {
        zoneId: zone.id,
        name,
        type: "A",
        // Only Cloudflare's monitor checks the health; a second check in Route 53 could contradict it.
        alias: { name: balancer.dnsName, zoneId: balancer.zoneId, evaluateTargetHealth: false },
      });
    }
  }

  private allowClients({ connections }: NetworkLoadBalancer): void {
    const { cloudflare, kubernetes } = this.environment;
    const edge = new PrefixList(this, cloudflare ? "cloudflare" : "administrators", {
      name: this.named(cloudflare ? "cloudflare" : "lp-administrators"),
      // IPv4 is enough, because the load balancer has no IPv6 address.
      cidrs: cloudflare ? CLOUDFLARE_IPV4 : kubernetes.adminCidrs,
    });
    connections.allowFromPrefixList(
      edge,
      "https",
      cloudflare ? "Cloudflare" : "Administrators, as no CDN is before it",
    );
  }
}
