/** Configuration of Fluentd, the log collector: https://docs.fluentd.org/configuration/config-file. */

/** A directive such as `<match app.**>`, or a section inside one, such as `<parse>`. */
export interface Directive {
  /** `source`, `filter`, `match` or `label`; inside a directive the name of a section, such as `parse`. */
  readonly name: string;
  /** Text after the name: patterns of tags, or an attribute such as `time`. @default none */
  readonly argument?: string;
  /** Parameters in order, by custom with `@type` first. @default {} */
  readonly parameters?: Readonly<Record<string, string | number | boolean>>;
  /** @default [] */
  readonly sections?: readonly Directive[];
}

/**
 * Text of `fluent.conf`.
 *
 * @param directives in order: an event passes the filters that stand before the first match of its tag
 * @throws when no `<match>` accepts the tag of a source, because Fluentd would drop its events
 * @example
 * fluentConf([
 *   { name: "source", parameters: { "@type": "forward", tag: "app.orders" } },
 *   { name: "match", argument: "app.**", parameters: { "@type": "stdout" } },
 * ]);
 */
export function fluentConf(directives: readonly Directive[]): string {
  const patterns = directives.filter(({ name }) => name === "match").map(({ argument = "" }) => argument);
  for (const { parameters } of directives.filter(({ name }) => name === "source")) {
    const tag = parameters?.tag;
    // The plugin `tail` replaces `*` in a tag with the path of the file.
    if (typeof tag === "string" && !patterns.some((pattern) => matchesTag(pattern, tag.replace("*", "any.file")))) {
      throw new Error(`<source>: tag must match the pattern of a <match>, got ${tag}`);
    }
  }
  return `${directives.map((directive) => block(directive, "")).join("\n\n")}\n`;
}

/**
 * Does one of the patterns, separated by spaces, match a tag? `*` is one part of a tag, `**` any number of parts.
 *
 * @example matchesTag("app.** nginx.*", "app.orders.api"); // true
 */
export function matchesTag(patterns: string, tag: string): boolean {
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
