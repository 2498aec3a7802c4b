import { Manifest } from "@cdktf/provider-kubernetes/lib/manifest";
import { resourcesOf } from "@modules/core/resources-of";
import { Construct, type IConstruct } from "constructs";

/** What every object of Kubernetes has; the packages of `@kubernetes-models` have the rest, by kind. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata?: { readonly name?: string; readonly namespace?: string };
}

export interface CustomResourceProps<T extends KubernetesObject> {
  /** As `kubectl apply` takes it. Write `$${` for `${`, which is Terraform's. */
  readonly manifest: T;

  /** Condition an apply waits for to be true, such as `Ready`. @default none */
  readonly condition?: string;

  /** Paths that a controller fills in or changes, besides labels and annotations. @default none */
  readonly computedFields?: readonly string[];

  /** Modules of the same stack it needs. @default none */
  readonly after?: readonly IConstruct[];
}

/**
 * An object of a kind the provider has no resource for. Terraform asks the cluster for
 * its shape already to plan, so its definition must come with an earlier stack.
 *
 * `new CustomResource<IVirtualService>(...)` has it checked by the compiler.
 */
export class CustomResource<T extends KubernetesObject = KubernetesObject> extends Construct {
  readonly name: string;

  constructor(scope: Construct, id: string, props: CustomResourceProps<T>) {
    super(scope, id);
    const { manifest, condition, computedFields = [], after = [] } = props;
    const name = manifest.metadata?.name;
    if (!name) {
      throw new Error(`${this.node.path}: manifest.metadata.name must be given, got ${name}`);
    }
    new Manifest(this, "Default", {
      manifest,
      // Somebody else's fields are theirs: a conflict is told and not overwritten.
      fieldManager: { name: "terraform", forceConflicts: false },
      computedFields: ["metadata.labels", "metadata.annotations", ...computedFields],
      wait: condition ? { condition: [{ type: condition, status: "True" }] } : undefined,
      timeouts: condition ? { create: "5m", update: "5m" } : undefined,
      dependsOn: resourcesOf(...after),
    });
    this.name = name;
  }
}
