import type { Construct } from "constructs";
import type { AddonProps } from "./addon";
import { Chart } from "./chart";

export interface ClusterAutoscalerProps extends AddonProps {
  /** Whose node groups it scales, by the tags EKS gives them. */
  readonly clusterName: string;

  readonly region: string;

  /** Of the image, of the same minor as the cluster: it decides as that version's scheduler would. */
  readonly version: string;
}

/**
 * Moves the node groups of an EKS cluster between their limits. Runs as
 * `cluster-autoscaler` in `kube-system`, whose identity may do so.
 * https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/cloudprovider/aws/README.md
 */
export class ClusterAutoscaler extends Chart {
  constructor(scope: Construct, id: string, props: ClusterAutoscalerProps) {
    const { clusterName, region, version, placement, after } = props;
    super(scope, id, {
      name: "cluster-autoscaler",
      namespace: "kube-system",
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
          // Else one pod of kube-system without a budget keeps its node for ever.
          "skip-nodes-with-system-pods": false,
          // Nearly every pod has a directory for temporary files, and what must last is on volumes.
          "skip-nodes-with-local-storage": false,
        },
        resources: { requests: { cpu: "100m", memory: "300Mi" }, limits: { memory: "600Mi" } },
        ...placement,
      },
      after,
    });
  }
}
