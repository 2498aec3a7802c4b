import { type ITerraformDependable, TerraformResource } from "cdktf";
import type { IConstruct } from "constructs";

/**
 * All resources that the modules have made at the time of the call, for `dependsOn`: a function waits for the policies
 * of its role, a chart for the controller that serves it. A resource made later is not in the list. The modules must be
 * in the stack of the resource that waits, because Terraform orders resources within a state only.
 */
export function resourcesOf(...modules: readonly IConstruct[]): ITerraformDependable[] {
  return modules.flatMap((module) =>
    module.node.findAll().filter((child): child is TerraformResource => TerraformResource.isTerraformResource(child)),
  );
}
