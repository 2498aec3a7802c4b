import { NamespaceV1, type NamespaceV1Config } from "@cdktf/provider-kubernetes/lib/namespace-v1";
import { Construct, type IConstruct } from "constructs";
import { ISTIO_NAMESPACE, KUBE_SYSTEM_NAMESPACE } from "../charts/namespaces";
import { NetworkPolicy } from "../network/network-policy";

export interface INamespace extends IConstruct {
  readonly name: string;
}

export interface NamespaceProps {
  /** Name of the namespace: a DNS label of at most 63 characters. */
  readonly name: string;

  /**
   * Pod Security Standard that the API server enforces: `restricted` refuses root and
   * capabilities, `baseline` refuses access to the node, `privileged` refuses nothing. Istio's
   * sidecars meet `restricted` only with its CNI plugin; without it they need `NET_ADMIN`, which
   * `baseline` refuses too. https://kubernetes.io/docs/concepts/security/pod-security-standards/
   * @default "restricted"
   */
  readonly podSecurity?: "restricted" | "baseline" | "privileged";

  /** Inject Istio's sidecar into every pod. @default false */
  readonly istioInjection?: boolean;

  /** Deny all traffic of pods except DNS; other network policies allow more. @default true */
  readonly isolated?: boolean;

  /**
   * Keep a new pod unready until the load balancer's target group reports it healthy, so that a rollout or a drain
   * never removes the last healthy target. Use it for namespaces whose pods a TargetGroupBinding registers.
   * https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/pod_readiness_gate/
   * @default false
   */
  readonly readinessGates?: boolean;

  /** @default none */
  readonly labels?: Readonly<Record<string, string>>;

  /** Refuse deletion by Terraform, which would delete all objects in the namespace. @default true */
  readonly deletionProtection?: boolean;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<NamespaceV1Config>;
}

export interface NamespaceAttributes {
  readonly name: string;
}

/**
 * A namespace whose pods must meet the Pod Security Standard `restricted` and may use only DNS until network policies
 * allow more.
 */
export class Namespace extends Construct implements INamespace {
  /** Name as an attribute of the resource, so that objects in the namespace are created after it. */
  readonly name: string;

  constructor(scope: Construct, id: string, props: NamespaceProps) {
    super(scope, id);
    const {
      name,
      podSecurity = "restricted",
      istioInjection = false,
      readinessGates = false,
      isolated = true,
      deletionProtection = true,
      overrides,
    } = props;
    const namespace = new NamespaceV1(this, "Default", {
      metadata: {
        name,
        labels: {
          ...props.labels,
          ...(istioInjection ? { "istio-injection": "enabled" } : {}),
          ...(readinessGates ? { "elbv2.k8s.aws/pod-readiness-gate-inject": "enabled" } : {}),
          "pod-security.kubernetes.io/enforce": podSecurity,
          "pod-security.kubernetes.io/warn": "restricted",
          "pod-security.kubernetes.io/audit": "restricted",
        },
      },
      lifecycle: { preventDestroy: deletionProtection },
      ...overrides,
    });
    this.name = namespace.metadata.name;
    if (isolated) {
      this.isolate(istioInjection);
    }
  }

  /** A namespace that another stack, tool or team owns. */
  static fromExisting(scope: Construct, id: string, attributes: NamespaceAttributes): INamespace {
    return new ExistingNamespace(scope, id, attributes);
  }

  private isolate(istioInjection: boolean): void {
    new NetworkPolicy(this, "default-deny", {
      name: "default-deny",
      namespace: this.name,
      pods: {},
      ingress: [],
      egress: [],
    });
    new NetworkPolicy(this, "names", {
      name: "allow-names",
      namespace: this.name,
      pods: {},
      egress: [
        {
          peers: [{ namespace: KUBE_SYSTEM_NAMESPACE, pods: { "k8s-app": "kube-dns" } }],
          ports: [{ port: 53, protocol: "UDP" }, { port: 53 }],
        },
      ],
    });
    if (istioInjection) {
      new NetworkPolicy(this, "mesh", {
        name: "allow-mesh",
        namespace: this.name,
        pods: {},
        // Sidecars get their certificates and routes from the control plane.
        egress: [{ peers: [{ namespace: ISTIO_NAMESPACE, pods: { app: "istiod" } }], ports: [{ port: 15012 }] }],
      });
    }
  }
}

class ExistingNamespace extends Construct implements INamespace {
  readonly name: string;

  constructor(scope: Construct, id: string, { name }: NamespaceAttributes) {
    super(scope, id);
    this.name = name;
  }
}
