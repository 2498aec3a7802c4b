import type { ManifestConfig } from "@cdktf/provider-kubernetes/lib/manifest";
import type { Construct, IConstruct } from "constructs";
import { CustomResource, type KubernetesObject } from "../custom-resource";

export interface TargetGroupBindingProps {
  readonly name: string;

  /** Namespace of the service; the binding must be in the same namespace. */
  readonly namespace: string;

  /** Target group of an AWS load balancer, of target type `ip`. */
  readonly targetGroup: { readonly arn: string };

  /** Service whose pods are registered, and the port or the name of the port they receive requests on. */
  readonly service: { readonly name: string; readonly port: number | string };

  /** Modules of the same stack that must exist first, such as the namespace. @default none */
  readonly after?: readonly IConstruct[];

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<ManifestConfig>;
}

interface TargetGroupBindingManifest extends KubernetesObject {
  readonly spec: {
    readonly targetGroupARN: string;
    readonly targetType: "ip";
    readonly serviceRef: TargetGroupBindingProps["service"];
  };
}

/**
 * Keeps the pods of a service registered in a target group, by IP address. The AWS Load Balancer Controller registers
 * the pods. It does not change security groups, because the binding has no `networking`.
 * https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/targetgroupbinding/spec/
 */
export class TargetGroupBinding extends CustomResource<TargetGroupBindingManifest> {
  constructor(scope: Construct, id: string, props: TargetGroupBindingProps) {
    const { name, namespace, targetGroup, service, after, overrides } = props;
    super(scope, id, {
      manifest: {
        apiVersion: "elbv2.k8s.aws/v1beta1",
        kind: "TargetGroupBinding",
        metadata: { name, namespace },
        spec: {
          targetGroupARN: targetGroup.arn,
          targetType: "ip",
          serviceRef: { name: service.name, port: service.port },
        },
      },
      after,
      overrides,
    });
  }
}
