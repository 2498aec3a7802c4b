/** Pipelines of Logstash: https://www.elastic.co/guide/en/logstash/8.19/configuration-file-structure.html. */

type Setting = string | number | boolean | readonly string[] | { readonly [key: string]: string };

/** A plugin such as `beats`, with its settings. */
export interface Plugin {
  readonly name: string;
  /** @default {} */
  readonly settings?: Readonly<Record<string, Setting>>;
}

/** Plugins of the three stages, in order. */
export interface Pipeline {
  readonly input: readonly Plugin[];
  readonly filter: readonly Plugin[];
  readonly output: readonly Plugin[];
}

/**
 * Text of a pipeline's configuration file.
 *
 * @throws when a text contains both kinds of quotes, because Logstash has no escape for them
 * @example
 * pipelineText({
 *   input: [{ name: "beats", settings: { port: 5044 } }],
 *   filter: [{ name: "json", settings: { source: "message" } }],
 *   output: [{ name: "elasticsearch", settings: { hosts: ["https://elasticsearch:9200"] } }],
 * });
 */
export function pipelineText({ input, filter, output }: Pipeline): string {
  const sections = { input, filter, output };
  return Object.entries(sections)
    .map(([name, plugins]) => `${name} {\n${plugins.map(pluginText).join("")}}\n`)
    .join("\n");
}

function pluginText({ name, settings = {} }: Plugin): string {
  const lines = Object.entries(settings).map(([key, value]) => `    ${key} => ${settingText(value)}\n`);
  return lines.length === 0 ? `  ${name} {}\n` : `  ${name} {\n${lines.join("")}  }\n`;
}

function settingText(value: Setting): string {
  if (typeof value === "string") {
    return quoted(value);
  }
  if (typeof value !== "object") {
    return String(value);
  }
  if (isList(value)) {
    return `[${value.map(quoted).join(", ")}]`;
  }
  const pairs = Object.entries(value).map(([key, inner]) => `${quoted(key)} => ${quoted(inner)}`);
  return `{ ${pairs.join(" ")} }`;
}

function isList(value: object): value is readonly string[] {
  return Array.isArray(value);
}

function quoted(text: string): string {
  if (!text.includes('"')) {
    return `"${text}"`;
  }
  if (text.includes("'")) {
    throw new Error(`settings: a text must not contain both ' and ", got ${text}`);
  }
  return `'${text}'`;
}
