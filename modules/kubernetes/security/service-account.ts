import { ServiceAccountV1 } from "@cdktf/provider-kubernetes/lib/service-account-v1";
import { Construct, type IConstruct } from "constructs";

export interface IServiceAccount extends IConstruct {
  readonly name: string;
  readonly namespace: string;
}

export interface ServiceAccountProps {
  readonly name: string;

  readonly namespace: string;

  /** Such as `iam.gke.io/gcp-service-account`; EKS finds the role of pods by name. @default none */
  readonly annotations?: Readonly<Record<string, string>>;
}

/** Who pods are, for Kubernetes and for the cloud; its token is mounted only where a workload asks for it. */
export class ServiceAccount extends Construct implements IServiceAccount {
  readonly name: string;
  readonly namespace: string;

  constructor(scope: Construct, id: string, props: ServiceAccountProps) {
    super(scope, id);
    const { name, namespace, annotations } = props;
    const account = new ServiceAccountV1(this, "Default", {
      metadata: { name, namespace, annotations: annotations && { ...annotations } },
      automountServiceAccountToken: false,
    });
    // By reference, so that pods are made after it.
    this.name = account.metadata.name;
    this.namespace = namespace;
  }
}
