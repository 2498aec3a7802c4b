import { Manifest, type ManifestConfig } from "@cdktf/provider-kubernetes/lib/manifest";
import { check } from "@modules/core/checks";
import { resourcesOf } from "@modules/core/resources-of";
import { Construct, type IConstruct } from "constructs";

/** Fields that every Kubernetes object has. Packages of `@kubernetes-models` have the types of each kind. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata?: { readonly name?: string; readonly namespace?: string };
}

export interface CustomResourceProps<T extends KubernetesObject> {
  /** The object as `kubectl apply` accepts it. Write `$${` for a literal `${`, which Terraform would interpolate. */
  readonly manifest: T;

  /** Type of the status condition that an apply waits for, such as `Ready`, for at most five minutes. @default none */
  readonly condition?: string;

  /** Paths of fields that a controller sets or changes, besides labels and annotations. @default none */
  readonly computedFields?: readonly string[];

  /** Modules of the same stack that must exist first. @default none */
  readonly after?: readonly IConstruct[];

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<ManifestConfig>;
}

/**
 * A Kubernetes object of a kind that the provider has no resource for. Terraform reads the
 * kind's definition from the cluster while it plans, so an earlier stack must install it.
 * https://registry.terraform.io/providers/hashicorp/kubernetes/2.38.0/docs/resources/manifest
 *
 * @example new CustomResource<IVirtualService>(stack, "routing", { manifest: { ... } })
 */
export class CustomResource<T extends KubernetesObject = KubernetesObject> extends Construct {
  readonly name: string;

  constructor(scope: Construct, id: string, props: CustomResourceProps<T>) {
    super(scope, id);
    const { manifest, condition, computedFields = [], after = [], overrides } = props;
    const name = manifest.metadata?.name ?? "";
    check(this, name !== "", "manifest.metadata.name", "given", "none");
    new Manifest(this, "Default", {
      manifest,
      // An apply fails when another field manager owns a field; with force it would overwrite the field.
      fieldManager: { name: "terraform", forceConflicts: false },
      computedFields: ["metadata.labels", "metadata.annotations", ...computedFields],
      wait: condition ? { condition: [{ type: condition, status: "True" }] } : undefined,
      timeouts: condition ? { create: "5m", update: "5m" } : undefined,
      dependsOn: resourcesOf(...after),
      ...overrides,
    });
    this.name = name;
  }
}
