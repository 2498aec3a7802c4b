import { NamespaceV1 } from "@cdktf/provider-kubernetes/lib/namespace-v1";
import { Construct, type IConstruct } from "constructs";
import { NetworkPolicy } from "../network/network-policy";

export interface INamespace extends IConstruct {
  readonly name: string;
}

export interface NamespaceProps {
  readonly name: string;

  /**
   * What pods may be: `restricted` runs no root and no capabilities, `baseline` no
   * access to the node, `privileged` anything. Injected sidecars are `restricted` only with Istio's CNI
   * plugin; without it each needs a capability that not even `baseline` has.
   * @default "restricted"
   */
  readonly podSecurity?: "restricted" | "baseline" | "privileged";

  /** Put Istio's proxy beside each container. @default false */
  readonly istioInjection?: boolean;

  /** Pods talk to nobody but the cluster's names, and nobody to them, unless a policy allows it. @default true */
  readonly isolated?: boolean;

  /**
   * Keep a new pod unready until the load balancer's target group reports it healthy, so that a rollout or a drain
   * never removes the last healthy target. For namespaces whose pods a TargetGroupBinding registers.
   * https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/pod_readiness_gate/
   * @default false
   */
  readonly readinessGates?: boolean;

  /** @default none */
  readonly labels?: Readonly<Record<string, string>>;

  /** Refuse deletion by Terraform, with all that is in it. @default true */
  readonly deletionProtection?: boolean;
}

/** A namespace of pods that are held to the strictest level and may talk to nobody yet. */
export class Namespace extends Construct implements INamespace {
  /** Of the resource, so that what uses it is made after it. */
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
    });
    this.name = namespace.metadata.name;
    if (isolated) {
      this.isolate(istioInjection);
    }
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
          peers: [{ namespace: "kube-system", pods: { "k8s-app": "kube-dns" } }],
          ports: [{ port: 53, protocol: "UDP" }, { port: 53 }],
        },
      ],
    });
    if (istioInjection) {
      new NetworkPolicy(this, "mesh", {
        name: "allow-mesh",
        namespace: this.name,
        pods: {},
        // Certificates and routes of the proxies.
        egress: [{ peers: [{ namespace: "istio-system", pods: { app: "istiod" } }], ports: [{ port: 15012 }] }],
      });
    }
  }
}
