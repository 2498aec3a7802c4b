import { DaemonSetV1, type DaemonSetV1Config } from "@cdktf/provider-kubernetes/lib/daemon-set-v1";
import { resourcesOf } from "@modules/core/resources-of";
import { Construct } from "constructs";
import type { IWorkload } from "./deployment";
import { type PodProps, renderPods } from "./pod";

export interface DaemonSetProps extends PodProps {
  /** Tolerate every taint, so that tainted nodes run the pod too. @default true */
  readonly everyNode?: boolean;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<DaemonSetV1Config>;
}

/**
 * Node selector for nodes that run several pods. A Fargate node runs only the pod that it was created for, so daemon
 * set pods would stay pending: https://docs.aws.amazon.com/eks/latest/userguide/fargate.html
 */
export const SHARED_NODES = { key: "eks.amazonaws.com/compute-type", operator: "NotIn", values: ["fargate"] };

/**
 * One pod on every node, such as a log shipper. An update replaces the pods of a tenth of the nodes at a time.
 * https://kubernetes.io/docs/concepts/workloads/controllers/daemonset/
 */
export class DaemonSet extends Construct implements IWorkload {
  readonly name: string;
  readonly namespace: string;
  readonly selector: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, props: DaemonSetProps) {
    super(scope, id);
    const { name, namespace, everyNode = true, after = [], overrides } = props;
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
      // A node that joins or leaves during the rollout would fail the apply.
      waitForRollout: false,
      dependsOn: resourcesOf(...after),
      ...overrides,
    });
    this.name = name;
    this.namespace = namespace;
    this.selector = selector;
  }
}
