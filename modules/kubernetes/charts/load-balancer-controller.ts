import type { Construct } from "constructs";
import { type AddonProps, REPLICAS, requests } from "./addon";
import { Chart } from "./chart";

export interface LoadBalancerControllerProps extends AddonProps {
  readonly clusterName: string;

  readonly region: string;

  /** The cluster's; pods cannot ask the node where they are. */
  readonly vpcId: string;
}

/**
 * Registers pods with target groups, as bindings of the kind TargetGroupBinding say,
 * and does nothing else: load balancers are Terraform's. Runs as
 * `aws-load-balancer-controller` in `kube-system`; its webhook's certificate is cert-manager's.
 * https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/targetgroupbinding/targetgroupbinding/
 */
export class LoadBalancerController extends Chart {
  constructor(scope: Construct, id: string, props: LoadBalancerControllerProps) {
    const { clusterName, region, vpcId, placement, after } = props;
    super(scope, id, {
      name: "aws-load-balancer-controller",
      namespace: "kube-system",
      repository: "https://aws.github.io/eks-charts",
      chart: "aws-load-balancer-controller",
      version: "3.5.0",
      values: {
        clusterName,
        region,
        vpcId,
        replicaCount: REPLICAS,
        podDisruptionBudget: { maxUnavailable: 1 },
        serviceAccount: { name: "aws-load-balancer-controller" },
        enableCertManager: true,
        // No ingress class and no load balancers of services are its.
        createIngressClassResource: false,
        ingressClassParams: { create: false },
        enableServiceMutatorWebhook: false,
        controllerConfig: { featureGates: { EnableServiceController: false } },
        enableBackendSecurityGroup: false,
        enableShield: false,
        enableWaf: false,
        enableWafv2: false,
        resources: requests("100m", "256Mi"),
        ...placement,
      },
      after,
    });
  }
}
