import { stringify } from "yaml";

/**
 * Text of a YAML document. Equal objects are repeated, because the parsers of many programs do not support aliases.
 *
 * @example yamlText({ global: { scrape_interval: "15s" } }); // global:\n  scrape_interval: 15s\n
 */
export function yamlText(value: unknown): string {
  return stringify(value, { aliasDuplicateObjects: false, lineWidth: 0 });
}
