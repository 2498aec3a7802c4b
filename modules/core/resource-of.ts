import { TerraformResource } from "cdktf";
import type { IConstruct } from "constructs";

type ResourceClass<R extends TerraformResource> = (new (
  // biome-ignore lint/suspicious/noExplicitAny: the config differs from resource to resource
  ...args: any[]
) => R) & { readonly tfResourceType: string };

/**
 * The primary resource of a module, for reading attributes that the module does not expose.
 * To change its arguments, pass `overrides` to the module.
 *
 * @example resourceOf(queue, SqsQueue).receiveWaitTimeSeconds
 * @throws when the primary resource is of another type
 */
export function resourceOf<R extends TerraformResource>(module: IConstruct, type: ResourceClass<R>): R {
  // When a module wraps another module, its primary child is that module.
  let resource = module.node.defaultChild;
  while (resource && !TerraformResource.isTerraformResource(resource)) {
    resource = resource.node.defaultChild;
  }
  if (!resource) {
    throw new Error(`${module.node.path}: the module must have a primary resource, got none`);
  }
  if (resource.terraformResourceType !== type.tfResourceType) {
    throw new Error(
      `${module.node.path}: the primary resource must be asked for as ${resource.terraformResourceType}, got ${type.tfResourceType}`,
    );
  }
  return resource as unknown as R;
}
