/** Checks that expressions name attributes which their resources have. */
import { nearest } from "@modules/core/nearest";
import { TerraformDataSource, TerraformElement, TerraformResource } from "cdktf";
import { splitReference } from "../addresses";
import { readTemplate } from "../expressions/reader";
import { attributeOf, type Leaf, leavesOf } from "../model/blocks";
import { once } from "../model/values";
import type { PreparedStack } from "../prepare";

/** Checks each `${type.name.attribute}` against the attributes of the resource's class. */
export function attributeFaults(stacks: readonly PreparedStack[]): string[] {
  return stacks.flatMap((stack) => {
    const classes = classesOf(stack);
    return leavesOf(stack).flatMap((leaf) =>
      typeof leaf.value === "string" ? leafFaults(leaf, leaf.value, classes) : [],
    );
  });
}

function leafFaults(leaf: Leaf, value: string, classes: ReadonlyMap<string, object>): string[] {
  return readTemplate(value).references.flatMap((parts) => {
    const { address, attribute } = splitReference(parts);
    const prototype = classes.get(address);
    if (attribute === undefined || !prototype || /^\d+$/.test(attribute) || hasAttribute(prototype, attribute)) {
      return [];
    }
    const near = nearest(attribute, snakeNames(prototype));
    const fix = near ? `did you mean ${near}?` : "take an attribute of the construct";
    return [`${leaf.block.path}: ${attributeOf(leaf)} must name an attribute of ${address}, got ${attribute}; ${fix}`];
  });
}

/** Prototypes of the generated classes by address. Classes without attributes of their own cannot be checked. */
function classesOf({ constructs }: PreparedStack): Map<string, object> {
  const classes = new Map<string, object>();
  for (const construct of constructs) {
    if (TerraformElement.isTerraformElement(construct)) {
      const prototype = Object.getPrototypeOf(construct);
      if (TerraformResource.isTerraformResource(construct)) {
        classes.set(`${construct.terraformResourceType}.${construct.friendlyUniqueId}`, prototype);
      } else if (TerraformDataSource.isTerraformDataSource(construct)) {
        classes.set(`data.${construct.terraformResourceType}.${construct.friendlyUniqueId}`, prototype);
      }
    }
  }
  return new Map([...classes].filter(([, prototype]) => namesOf(prototype).size > 0));
}

const BASES: readonly object[] = [
  TerraformResource.prototype,
  TerraformDataSource.prototype,
  TerraformElement.prototype,
];

/** Getters of a generated class, of which it has one for each attribute and block. */
const namesOf = once((prototype: object): ReadonlySet<string> => {
  const names = new Set<string>();
  for (let at = prototype; at && !BASES.includes(at) && at !== Object.prototype; at = Object.getPrototypeOf(at)) {
    for (const [name, { get }] of Object.entries(Object.getOwnPropertyDescriptors(at))) {
      if (get && !name.endsWith("Input")) {
        names.add(name);
      }
    }
  }
  return names;
});

const lowerNamesOf = once((prototype: object) => new Set([...namesOf(prototype)].map((name) => name.toLowerCase())));

/** cdktf writes names in camel case, and changes those that constructs have themselves, such as `provider`. */
function hasAttribute(prototype: object, attribute: string): boolean {
  const lower = lowerNamesOf(prototype);
  const plain = attribute.replaceAll("_", "").toLowerCase();
  return lower.has(plain) || lower.has(`${plain}attribute`) || lower.has(`tf${plain}`);
}

function snakeNames(prototype: object): string[] {
  return [...namesOf(prototype)].map((name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
}
