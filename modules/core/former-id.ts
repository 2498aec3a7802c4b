import { Aspects, TerraformResource, TerraformStack } from "cdktf";
import { makeUniqueId } from "cdktf/lib/private/unique";
import type { IConstruct } from "constructs";

/**
 * Keeps the resources of a construct whose id was changed: each of them, including those added later, gets a `moved`
 * block from its former address. https://developer.hashicorp.com/terraform/language/block/moved
 *
 * @param id the construct's id before the change
 */
export function formerId(construct: IConstruct, id: string): void {
  Aspects.of(construct).add({
    visit: (node) => {
      if (TerraformResource.isTerraformResource(node)) {
        const { scopes } = node.node;
        const below = scopes.slice(scopes.indexOf(TerraformStack.of(node)) + 1);
        const former = below.map((scope) => (scope === construct ? id : scope.node.id));
        node.moveFromId(`${node.terraformResourceType}.${makeUniqueId(former)}`);
      }
    },
  });
}
