import type { EksCluster } from "@modules/aws/eks/eks-cluster";
import type { IVpc } from "@modules/aws/network/vpc";
import { IngressNginx } from "@modules/kubernetes/charts/ingress-nginx";
import type { Istio } from "@modules/kubernetes/charts/istio";
import { INGRESS_NGINX_NAMESPACE } from "@modules/kubernetes/charts/namespaces";
import { FargateLogging } from "@modules/kubernetes/workloads/fargate-logging";
import type { Construct } from "constructs";
import type { DafnckmachineEnvironment } from "../../../environments/dafnckmachine/schema";
import { ClusterStack, eksAccess } from "../../base/cluster-stack";
import { dockerHub } from "../../parts/aws/docker-hub";
import {
  addAutoscaler,
  addEksControllers,
  addIstio,
  addLoadBalancing,
  addNamespace,
} from "../../parts/cluster/controllers";
import { fargateLogGroup } from "../aws/kubernetes/stack";

export interface ControllersProps {
  readonly cluster: EksCluster;
  readonly vpc: IVpc;
}

/**
 * Number of proxies that append to X-Forwarded-For, not counting Cloudflare: CloudFront and the public load balancer.
 */
const PROXIES = 2;

/** Controllers and their custom resource definitions, applied before a plan can contain custom resources. */
export class ControllersStack extends ClusterStack<DafnckmachineEnvironment> {
  readonly mesh: Istio;

  constructor(scope: Construct, environment: DafnckmachineEnvironment, { cluster, vpc }: ControllersProps) {
    const { account, cloudflare } = environment;
    const { region } = account;
    super(scope, environment, "controllers", eksAccess(cluster, region), []);
    const { certManager } = addEksControllers(this);
    addAutoscaler(this, cluster);
    addLoadBalancing(this, { cluster, region, vpcId: vpc.id, after: [certManager] });
    this.mesh = addIstio(this, {
      trustedProxies: cloudflare ? PROXIES + 1 : PROXIES,
      images: `${dockerHub(environment)}/istio`,
    });
    new FargateLogging(this, "fargate-logs", {
      logGroupName: fargateLogGroup(cluster),
      region,
      deletionProtection: environment.deletionProtection,
    });
    const namespace = addNamespace(this, INGRESS_NGINX_NAMESPACE, "restricted", { readinessGates: true });
    new IngressNginx(this, "ingress", { namespace: INGRESS_NGINX_NAMESPACE, proxies: [vpc.cidr], after: [namespace] });
  }
}
