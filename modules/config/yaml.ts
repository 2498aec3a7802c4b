import { stringify } from "yaml";

/** Text of a YAML document. Equal objects are repeated, because the parsers of many programs do not support aliases. */
export function yamlText(value: unknown): string {
  return stringify(value, { aliasDuplicateObjects: false, lineWidth: 0 });
}
