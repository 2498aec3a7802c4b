import type { DeploymentV1SpecTemplate } from "@cdktf/provider-kubernetes/lib/deployment-v1";
import type { IConstruct } from "constructs";
import type { IServiceAccount } from "../security/service-account";
import { type Container, renderContainer } from "./container";
import { allMounts, configMapsOf, renderVolume } from "./mounts";

export interface Toleration {
  readonly key: string;
  /** @default any */
  readonly value?: string;
  readonly effect: "NoSchedule" | "NoExecute" | "PreferNoSchedule";
}

/** What all kinds of workloads say about their pods. */
export interface PodProps {
  /** A DNS label; the names of its pods begin with it. */
  readonly name: string;

  readonly namespace: string;

  /** Of the workload and its pods. @default `app`, which is the name */
  readonly labels?: Readonly<Record<string, string>>;

  /** Labels that make a pod this workload's and no other's; a change replaces the workload. @default `app` alone */
  readonly selector?: Readonly<Record<string, string>>;

  /** Of the pods. @default none */
  readonly annotations?: Readonly<Record<string, string>>;

  readonly container: Container;

  /** @default the namespace's `default`, which may do nothing */
  readonly serviceAccount?: IServiceAccount;

  /** Whether the pods talk to Kubernetes' own API, for which they need the account's token. @default false */
  readonly apiAccess?: boolean;

  /** User and group of the process; 0 is root, which few namespaces admit. @default 10001 */
  readonly user?: number;

  /** Time to finish requests after being told to end, seconds. @default 30 */
  readonly terminationGraceSeconds?: number;

  /** Labels of the only nodes the pods run on. @default any */
  readonly nodeSelector?: Readonly<Record<string, string>>;

  /** Taints of nodes the pods may run on nevertheless. @default none */
  readonly tolerations?: readonly Toleration[];

  /** Modules of the same stack the pods need to start, such as what brings their secrets. @default none */
  readonly after?: readonly IConstruct[];
}

export interface RenderedPods {
  readonly labels: Record<string, string>;
  readonly selector: Record<string, string>;
  readonly template: DeploymentV1SpecTemplate;
}

/** Pods that the strictest admission level takes, unless they say they need more; https://kubernetes.io/docs/concepts/security/pod-security-standards/ */
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
      // A variable for each service of the namespace, of which none is asked for.
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
  { node }: IConstruct,
  selector: Readonly<Record<string, string>>,
  labels: Readonly<Record<string, string>>,
): void {
  const missing = Object.entries(selector).find(([label, value]) => labels[label] !== value);
  if (missing) {
    throw new Error(`${node.path}: selector must be among the labels of the pods, got ${missing.join("=")}`);
  }
}
