import { ServiceAccountV1, type ServiceAccountV1Config } from "@cdktf/provider-kubernetes/lib/service-account-v1";
import { Construct, type IConstruct } from "constructs";

export interface IServiceAccount extends IConstruct {
  readonly name: string;
  readonly namespace: string;
}

export interface ServiceAccountProps {
  readonly name: string;

  readonly namespace: string;

  /**
   * Annotations, such as `iam.gke.io/gcp-service-account`. EKS pod identities need none: they refer to the account by
   * name. @default none
   */
  readonly annotations?: Readonly<Record<string, string>>;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<ServiceAccountV1Config>;
}

/**
 * Identity of pods, for Kubernetes and for the cloud. Pods mount its token only when their
 * workload sets `apiAccess`. https://kubernetes.io/docs/concepts/security/service-accounts/
 */
export class ServiceAccount extends Construct implements IServiceAccount {
  readonly name: string;
  readonly namespace: string;

  constructor(scope: Construct, id: string, props: ServiceAccountProps) {
    super(scope, id);
    const { name, namespace, annotations, overrides } = props;
    const account = new ServiceAccountV1(this, "Default", {
      metadata: { name, namespace, annotations: annotations && { ...annotations } },
      automountServiceAccountToken: false,
      ...overrides,
    });
    // The name is an attribute of the resource, so that pods are created after their account.
    this.name = account.metadata.name;
    this.namespace = namespace;
  }
}
