import type { Construct } from "constructs";
import { type AddonProps, REPLICAS, requests } from "./addon";
import { Chart } from "./chart";
import { KUBE_SYSTEM_NAMESPACE } from "./namespaces";

export interface LoadBalancerControllerProps extends AddonProps {
  /** Name of the EKS cluster. */
  readonly clusterName: string;

  readonly region: string;

  /** VPC of the cluster. The controller cannot read it from the instance metadata, which pods have no access to. */
  readonly vpcId: string;
}

/**
 * AWS Load Balancer Controller, which registers the pods of TargetGroupBinding objects in target groups. Terraform
 * creates the load balancers, so the controller's other features are disabled. The controller runs in `kube-system`
 * with the service account `aws-load-balancer-controller`; cert-manager issues the certificate of its webhook.
 * https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/targetgroupbinding/targetgroupbinding/
 */
export class LoadBalancerController extends Chart {
  constructor(scope: Construct, id: string, props: LoadBalancerControllerProps) {
    const { clusterName, region, vpcId, placement, after, overrides } = props;
    super(scope, id, {
      name: "aws-load-balancer-controller",
      namespace: KUBE_SYSTEM_NAMESPACE,
      repository: "https://aws.github.io/eks-charts",
      chart: "aws-load-balancer-controller",
      // With another version, apply its custom resource definitions by hand: Helm never upgrades those in a chart's
      // `crds`.
      version: "3.5.0",
      values: {
        clusterName,
        region,
        vpcId,
        replicaCount: REPLICAS,
        podDisruptionBudget: { maxUnavailable: 1 },
        serviceAccount: { name: "aws-load-balancer-controller" },
        enableCertManager: true,
        // The controller handles no ingresses and creates no load balancers for services.
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
      overrides,
    });
  }
}
