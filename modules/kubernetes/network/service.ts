import { ServiceV1 } from "@cdktf/provider-kubernetes/lib/service-v1";
import { Construct, type IConstruct } from "constructs";

export interface IService extends IConstruct {
  readonly name: string;
  readonly namespace: string;
  /** Name within the cluster: `<name>.<namespace>.svc.cluster.local`. */
  readonly host: string;
}

export interface ServicePort {
  readonly port: number;
  /** @default the same */
  readonly targetPort?: number;
}

export interface ServiceProps {
  /** A DNS label that begins with a letter. */
  readonly name: string;

  readonly namespace: string;

  /** Labels of the pods behind it. */
  readonly selector: Readonly<Record<string, string>>;

  /** By name; Istio and ServiceMonitors tell protocols and ports by it, such as `http` or `grpc-web`. */
  readonly ports: Readonly<Record<string, ServicePort>>;

  /** `NodePort` and `LoadBalancer` can be reached from outside the cluster. @default "ClusterIP" */
  readonly type?: "ClusterIP" | "NodePort" | "LoadBalancer";

  /** One name for all pods' addresses instead of one address. @default false */
  readonly headless?: boolean;

  /** @default those of the selector */
  readonly labels?: Readonly<Record<string, string>>;

  /** @default none */
  readonly annotations?: Readonly<Record<string, string>>;
}

/** One name for pods that come and go, within the cluster unless said otherwise. */
export class Service extends Construct implements IService {
  readonly name: string;
  readonly namespace: string;
  readonly host: string;

  constructor(scope: Construct, id: string, props: ServiceProps) {
    super(scope, id);
    const { name, namespace, selector, ports, type = "ClusterIP", headless = false, annotations } = props;
    if (headless && type !== "ClusterIP") {
      throw new Error(`${this.node.path}: type must be ClusterIP for a headless service, got ${type}`);
    }
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
    });
    this.name = name;
    this.namespace = namespace;
    this.host = `${name}.${namespace}.svc.cluster.local`;
  }
}
