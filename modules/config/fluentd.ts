/** Fluentd's file: https://docs.fluentd.org/configuration/config-file */

export interface Directive {
  /** `source`, `filter`, `match` and `label`, or what stands inside them, such as `parse`. */
  readonly name: string;
  /** What follows the name: patterns of tags, or an attribute such as `time`. @default none */
  readonly argument?: string;
  /** In order; `@type` first by custom. @default none */
  readonly parameters?: Readonly<Record<string, string | number | boolean>>;
  /** @default none */
  readonly sections?: readonly Directive[];
}

/**
 * Text of `fluent.conf`.
 *
 * @param directives in order: an event takes the filters before the first match of its tag
 * @throws Error when nothing takes the events of a source, which Fluentd would drop
 */
export function fluentConf(directives: readonly Directive[]): string {
  const patterns = directives.filter(({ name }) => name === "match").map(({ argument = "" }) => argument);
  for (const { parameters } of directives.filter(({ name }) => name === "source")) {
    const tag = parameters?.tag;
    if (typeof tag === "string" && !patterns.some((pattern) => takes(pattern, tag.replace("*", "any.file")))) {
      throw new Error(`<source>: tag must be taken by a <match>, got ${tag}`);
    }
  }
  return `${directives.map((directive) => block(directive, "")).join("\n\n")}\n`;
}

/** Whether patterns, separated by spaces, take a tag: `*` is one part of it, `**` any number of parts. */
export function takes(patterns: string, tag: string): boolean {
  return patterns.split(/\s+/).some((pattern) => {
    const parts = pattern
      .replace(/\.\*\*/g, "\u0000")
      .replace(/\*\*/g, "\u0001")
      .replace(/[.+?^${}()|[\]\\]/g, "\\$&")
      .replace(/\*/g, "[^.]+");
    return new RegExp(`^${parts.replaceAll("\u0000", "(\\..+)?").replaceAll("\u0001", ".*")}$`).test(tag);
  });
}

function block({ name, argument, parameters = {}, sections = [] }: Directive, indent: string): string {
  const inner = `${indent}  `;
  return [
    `${indent}<${argument === undefined ? name : `${name} ${argument}`}>`,
    ...Object.entries(parameters).map(([key, value]) => `${inner}${key} ${value}`),
    ...sections.map((section) => block(section, inner)),
    `${indent}</${name}>`,
  ].join("\n");
}
