import { ServiceV1, type ServiceV1Config } from "@cdktf/provider-kubernetes/lib/service-v1";
import { check } from "@modules/core/checks";
import { Construct, type IConstruct } from "constructs";

export interface IService extends IConstruct {
  readonly name: string;
  readonly namespace: string;
  /** DNS name inside the cluster: `<name>.<namespace>.svc.cluster.local`. */
  readonly host: string;
}

export interface ServicePort {
  readonly port: number;
  /** Port of the pods. @default the service's port */
  readonly targetPort?: number;
}

export interface ServiceProps {
  /** Name of the service: a DNS label of at most 63 characters, beginning with a letter. */
  readonly name: string;

  readonly namespace: string;

  /** Labels of the pods that receive the traffic. */
  readonly selector: Readonly<Record<string, string>>;

  /**
   * TCP ports by name. Istio derives the protocol from the name, such as `http` or `grpc-web`; ServiceMonitors refer to
   * the port by its name.
   */
  readonly ports: Readonly<Record<string, ServicePort>>;

  /**
   * Services of the types `NodePort` and `LoadBalancer` are reachable from outside the cluster. @default "ClusterIP"
   */
  readonly type?: "ClusterIP" | "NodePort" | "LoadBalancer";

  /** Resolve the DNS name to the addresses of all pods instead of one virtual address. @default false */
  readonly headless?: boolean;

  /** Labels of the service. @default the labels of the selector */
  readonly labels?: Readonly<Record<string, string>>;

  /** @default none */
  readonly annotations?: Readonly<Record<string, string>>;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<ServiceV1Config>;
}

/** A stable DNS name and address for a set of pods, inside the cluster by default. https://kubernetes.io/docs/concepts/services-networking/service/ */
export class Service extends Construct implements IService {
  readonly name: string;
  readonly namespace: string;
  readonly host: string;

  constructor(scope: Construct, id: string, props: ServiceProps) {
    super(scope, id);
    const { name, namespace, selector, ports, type = "ClusterIP", headless = false, annotations, overrides } = props;
    check(this, !headless || type === "ClusterIP", "type", "ClusterIP for a headless service", type);
    new ServiceV1(this, "Default", {
      metadata: {
        name,
        namespace,
        labels: { ...(props.labels ?? selector) },
        annotations: annotations && { ...annotations },
      },
      spec: {
        type,
        clusterIp: headless ? "None" : undefined,
        selector: { ...selector },
        port: Object.entries(ports).map(([name, { port, targetPort = port }]) => ({
          name,
          port,
          targetPort: `${targetPort}`,
          protocol: "TCP",
        })),
      },
      ...overrides,
    });
    this.name = name;
    this.namespace = namespace;
    this.host = `${name}.${namespace}.svc.cluster.local`;
  }
}
