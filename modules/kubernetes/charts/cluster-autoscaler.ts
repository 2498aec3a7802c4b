import type { Construct } from "constructs";
import type { AddonProps } from "./addon";
import { Chart } from "./chart";
import { KUBE_SYSTEM_NAMESPACE } from "./namespaces";

export interface ClusterAutoscalerProps extends AddonProps {
  /** Name of the EKS cluster, which the tags of its node groups contain. */
  readonly clusterName: string;

  readonly region: string;

  /**
   * Image tag such as `v1.35.0`. Its minor version must be that of the cluster, because the autoscaler simulates the
   * scheduler of that version.
   */
  readonly version: string;
}

/**
 * Cluster Autoscaler, which adds nodes to the node groups of an EKS cluster for pending pods, and removes unused nodes.
 * It runs in `kube-system` with the service account `cluster-autoscaler`, which needs a pod identity.
 * https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/cloudprovider/aws/README.md
 */
export class ClusterAutoscaler extends Chart {
  constructor(scope: Construct, id: string, props: ClusterAutoscalerProps) {
    const { clusterName, region, version, placement, after, overrides } = props;
    super(scope, id, {
      name: "cluster-autoscaler",
      namespace: KUBE_SYSTEM_NAMESPACE,
      repository: "https://kubernetes.github.io/autoscaler",
      chart: "cluster-autoscaler",
      version: "9.59.0",
      values: {
        fullnameOverride: "cluster-autoscaler",
        cloudProvider: "aws",
        awsRegion: region,
        autoDiscovery: { clusterName },
        image: { tag: version },
        rbac: { serviceAccount: { name: "cluster-autoscaler" } },
        extraArgs: {
          expander: "least-waste",
          "balance-similar-node-groups": true,
          // By default the autoscaler keeps a node that runs a pod of kube-system without a disruption budget.
          "skip-nodes-with-system-pods": false,
          // By default the autoscaler keeps nodes whose pods have emptyDir volumes. Nearly every pod has one for
          // temporary files, and no durable data.
          "skip-nodes-with-local-storage": false,
        },
        resources: { requests: { cpu: "100m", memory: "300Mi" }, limits: { memory: "600Mi" } },
        ...placement,
      },
      after,
      overrides,
    });
  }
}
