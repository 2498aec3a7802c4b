import type { DeploymentV1SpecTemplate } from "@cdktf/provider-kubernetes/lib/deployment-v1";
import { check } from "@modules/core/checks";
import type { IConstruct } from "constructs";
import type { IServiceAccount } from "../security/service-account";
import { type Container, renderContainer } from "./container";
import { allMounts, configMapsOf, renderVolume } from "./mounts";

export interface Toleration {
  readonly key: string;
  /** @default any value */
  readonly value?: string;
  readonly effect: "NoSchedule" | "NoExecute" | "PreferNoSchedule";
}

/** Props of the pods of every workload. */
export interface PodProps {
  /** Name of the workload: a DNS label of at most 63 characters. The names of the pods begin with it. */
  readonly name: string;

  readonly namespace: string;

  /** Labels of the workload and its pods, besides `app`. @default { app: name } */
  readonly labels?: Readonly<Record<string, string>>;

  /** Labels that select only this workload's pods; a change replaces the workload. @default the label `app` */
  readonly selector?: Readonly<Record<string, string>>;

  /** Annotations of the pods. @default none */
  readonly annotations?: Readonly<Record<string, string>>;

  readonly container: Container;

  /** @default the account `default` of the namespace, which has no permissions */
  readonly serviceAccount?: IServiceAccount;

  /** Mount the account's token, so that the pods can call the Kubernetes API. @default false */
  readonly apiAccess?: boolean;

  /** Id of the user and group of the processes. 0 is root, which pod security `restricted` refuses. @default 10001 */
  readonly user?: number;

  /** Time between SIGTERM and SIGKILL, in which pods finish their requests, 0 to 3600. @default 30 */
  readonly terminationGraceSeconds?: number;

  /** Labels that a node must have to run the pods. @default any node */
  readonly nodeSelector?: Readonly<Record<string, string>>;

  /** Taints of nodes that the pods tolerate. @default none */
  readonly tolerations?: readonly Toleration[];

  /**
   * Modules of the same stack that the pods need before they start, such as those that create their secrets.
   * @default none
   */
  readonly after?: readonly IConstruct[];
}

/** Parts of a workload that describe its pods. */
export interface RenderedPods {
  readonly labels: Record<string, string>;
  readonly selector: Record<string, string>;
  readonly template: DeploymentV1SpecTemplate;
}

/**
 * Pod template that meets the Pod Security Standard `restricted`, unless the props require more privileges:
 * https://kubernetes.io/docs/concepts/security/pod-security-standards/.
 */
export function renderPods(scope: IConstruct, props: PodProps): RenderedPods {
  const { name, container, serviceAccount, apiAccess = false, user = 10001, terminationGraceSeconds = 30 } = props;
  const { nodeSelector, tolerations = [] } = props;
  const labels = { app: name, ...props.labels };
  const selector = { ...(props.selector ?? { app: labels.app }) };
  checkSelector(scope, selector, labels);
  const mounts = allMounts(container.mounts ?? {});
  const configMaps = [...(container.configMaps ?? []), ...configMapsOf(mounts)];
  const hashes = configMaps.map(({ node, hash }) => [`checksum/${node.id}`, hash]);
  const template: DeploymentV1SpecTemplate = {
    metadata: { labels, annotations: { ...props.annotations, ...Object.fromEntries(hashes) } },
    spec: {
      serviceAccountName: serviceAccount?.name,
      automountServiceAccountToken: apiAccess,
      // Service links would add environment variables for every service of the namespace.
      enableServiceLinks: false,
      terminationGracePeriodSeconds: terminationGraceSeconds,
      nodeSelector: nodeSelector && { ...nodeSelector },
      toleration: tolerations.map(({ key, value, effect }) => ({
        key,
        operator: value === undefined ? "Exists" : "Equal",
        value,
        effect,
      })),
      securityContext: {
        runAsNonRoot: user !== 0,
        runAsUser: `${user}`,
        runAsGroup: `${user}`,
        fsGroup: `${user}`,
        fsGroupChangePolicy: "OnRootMismatch",
        seccompProfile: { type: "RuntimeDefault" },
      },
      container: [renderContainer(scope, name, container, mounts)],
      volume: Object.entries(mounts).map(renderVolume),
    },
  };
  return { labels, selector, template };
}

function checkSelector(
  scope: IConstruct,
  selector: Readonly<Record<string, string>>,
  labels: Readonly<Record<string, string>>,
): void {
  const missing = Object.entries(selector).find(([label, value]) => labels[label] !== value);
  check(scope, !missing, "selector", "among the labels of the pods", missing?.join("="));
}
