import { DaemonSetV1 } from "@cdktf/provider-kubernetes/lib/daemon-set-v1";
import { resourcesOf } from "@modules/core/resources-of";
import { Construct } from "constructs";
import type { IWorkload } from "./deployment";
import { type PodProps, renderPods } from "./pod";

export interface DaemonSetProps extends PodProps {
  /** Also on nodes that other pods are kept off. @default true */
  readonly everyNode?: boolean;
}

/**
 * Nodes that can have such pods. One of Fargate has the single pod it was made for, and
 * others would wait there for ever: https://docs.aws.amazon.com/eks/latest/userguide/fargate.html
 */
export const SHARED_NODES = { key: "eks.amazonaws.com/compute-type", operator: "NotIn", values: ["fargate"] };

/** One pod on each node, such as what ships its logs; a tenth of the nodes get a new one at a time. */
export class DaemonSet extends Construct implements IWorkload {
  readonly name: string;
  readonly namespace: string;
  readonly selector: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, props: DaemonSetProps) {
    super(scope, id);
    const { name, namespace, everyNode = true, after = [] } = props;
    const { labels, selector, template } = renderPods(this, props);
    const tolerations = everyNode ? [{ operator: "Exists" }] : template.spec?.toleration;
    new DaemonSetV1(this, "Default", {
      metadata: { name, namespace, labels },
      spec: {
        selector: { matchLabels: selector },
        strategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: "10%" } },
        template: {
          ...template,
          spec: {
            ...template.spec,
            toleration: tolerations,
            affinity: {
              nodeAffinity: {
                requiredDuringSchedulingIgnoredDuringExecution: {
                  nodeSelectorTerm: [{ matchExpressions: [SHARED_NODES] }],
                },
              },
            },
          },
        },
      },
      // A node that joins or leaves meanwhile is no reason to fail an apply.
      waitForRollout: false,
      dependsOn: resourcesOf(...after),
    });
    this.name = name;
    this.namespace = namespace;
    this.selector = selector;
  }
}
