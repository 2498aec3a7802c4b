import { DeploymentV1 } from "@cdktf/provider-kubernetes/lib/deployment-v1";
import { resourcesOf } from "@modules/core/resources-of";
import { Construct, type IConstruct } from "constructs";
import { type PodProps, renderPods } from "./pod";

/** What services, autoscalers and disruption budgets are for. */
export interface IWorkload extends IConstruct {
  readonly name: string;
  readonly namespace: string;
  /** Labels its pods have and no other's. */
  readonly selector: Readonly<Record<string, string>>;
}

export interface DeploymentProps extends PodProps {
  /** Pods; to begin with, where it is autoscaled. */
  readonly replicas: number;

  /** Whether an autoscaler decides on the replicas from then on. @default false */
  readonly autoscaled?: boolean;

  /** Pods above the replicas while they are replaced. @default 1 */
  readonly maxSurge?: number;

  /** Replicas that may be missing while they are replaced. @default 0 */
  readonly maxUnavailable?: number;
}

/**
 * Pods that are replaced one by one, spread over zones and nodes. An apply waits
 * until the new ones are ready, and fails when they are not: name what brings
 * their secrets in `after`.
 */
export class Deployment extends Construct implements IWorkload {
  readonly name: string;
  readonly namespace: string;
  readonly selector: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, props: DeploymentProps) {
    super(scope, id);
    const { name, namespace, replicas, autoscaled = false, maxSurge = 1, maxUnavailable = 0, after = [] } = props;
    if (maxSurge === 0 && maxUnavailable === 0) {
      throw new Error(`${this.node.path}: maxSurge must be at least 1 where maxUnavailable is 0, got 0`);
    }
    const { labels, selector, template } = renderPods(this, props);
    new DeploymentV1(this, "Default", {
      metadata: { name, namespace, labels },
      spec: {
        replicas: `${replicas}`,
        revisionHistoryLimit: 10,
        progressDeadlineSeconds: 600,
        selector: { matchLabels: selector },
        strategy: {
          type: "RollingUpdate",
          rollingUpdate: { maxSurge: `${maxSurge}`, maxUnavailable: `${maxUnavailable}` },
        },
        template: {
          ...template,
          spec: { ...template.spec, topologySpreadConstraint: spread(selector) },
        },
      },
      waitForRollout: true,
      timeouts: { create: "15m", update: "15m", delete: "5m" },
      lifecycle: autoscaled ? { ignoreChanges: ["spec[0].replicas"] } : undefined,
      dependsOn: resourcesOf(...after),
    });
    this.name = name;
    this.namespace = namespace;
    this.selector = selector;
  }
}

/** Rather together than not at all: a single zone or node left must do. */
function spread(matchLabels: Record<string, string>) {
  return ["topology.kubernetes.io/zone", "kubernetes.io/hostname"].map((topologyKey) => ({
    topologyKey,
    maxSkew: 1,
    whenUnsatisfiable: "ScheduleAnyway",
    labelSelector: [{ matchLabels }],
    // The pods that are being replaced do not count.
    matchLabelKeys: ["pod-template-hash"],
  }));
}
