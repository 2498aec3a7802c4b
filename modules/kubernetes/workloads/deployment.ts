import { DeploymentV1, type DeploymentV1Config } from "@cdktf/provider-kubernetes/lib/deployment-v1";
import { check } from "@modules/core/checks";
import { resourcesOf } from "@modules/core/resources-of";
import { Construct, type IConstruct } from "constructs";
import { type PodProps, renderPods } from "./pod";

/** Target of services, autoscalers and disruption budgets. */
export interface IWorkload extends IConstruct {
  readonly name: string;
  readonly namespace: string;
  /** Labels that select only this workload's pods. */
  readonly selector: Readonly<Record<string, string>>;
}

export interface DeploymentProps extends PodProps {
  /** Number of pods; with `autoscaled` the number that the first apply creates. */
  readonly replicas: number;

  /** Leave the number of pods to an autoscaler after the first apply. @default false */
  readonly autoscaled?: boolean;

  /** Pods that an update may add above `replicas`. @default 1 */
  readonly maxSurge?: number;

  /** Pods that an update may remove below `replicas`. @default 0 */
  readonly maxUnavailable?: number;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<DeploymentV1Config>;
}

/**
 * Interchangeable pods, spread over availability zones and nodes and replaced one by one. An apply waits until the new
 * pods are ready and fails when they do not become ready, so `after` must list the modules that create their secrets.
 * https://kubernetes.io/docs/concepts/workloads/controllers/deployment/
 */
export class Deployment extends Construct implements IWorkload {
  readonly name: string;
  readonly namespace: string;
  readonly selector: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, props: DeploymentProps) {
    super(scope, id);
    const { name, namespace, replicas, autoscaled = false, maxSurge = 1, maxUnavailable = 0 } = props;
    const { after = [], overrides } = props;
    check(this, maxSurge > 0 || maxUnavailable > 0, "maxSurge", "at least 1 when maxUnavailable is 0", maxSurge);
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
      ...overrides,
    });
    this.name = name;
    this.namespace = namespace;
    this.selector = selector;
  }
}

/** Constraints that prefer an even spread, but still schedule all pods when only one zone or node is left. */
function spread(matchLabels: Record<string, string>) {
  return ["topology.kubernetes.io/zone", "kubernetes.io/hostname"].map((topologyKey) => ({
    topologyKey,
    maxSkew: 1,
    whenUnsatisfiable: "ScheduleAnyway",
    labelSelector: [{ matchLabels }],
    // Pods of the replaced revision do not count.
    matchLabelKeys: ["pod-template-hash"],
  }));
}
