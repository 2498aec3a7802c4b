import { type ITerraformDependable, TerraformResource } from "cdktf";
import type { IConstruct } from "constructs";

/**
 * Everything the modules hold so far, for `dependsOn`: what must wait until a
 * role may do its work, or until an add-on runs. Only within a stack.
 */
export function resourcesOf(...modules: readonly IConstruct[]): ITerraformDependable[] {
  return modules.flatMap((module) =>
    module.node.findAll().filter((child): child is TerraformResource => TerraformResource.isTerraformResource(child)),
  );
}
