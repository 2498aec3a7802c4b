import { stringify } from "yaml";

/** A YAML document; what is equal is written out again, as few programs' parsers know aliases. */
export function yamlText(value: unknown): string {
  return stringify(value, { aliasDuplicateObjects: false, lineWidth: 0 });
}
