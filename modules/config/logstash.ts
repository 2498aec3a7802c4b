/** Logstash's pipelines: https://www.elastic.co/guide/en/logstash/8.19/configuration-file-structure.html */

type Setting = string | number | boolean | readonly string[] | { readonly [key: string]: string };

export interface Plugin {
  readonly name: string;
  /** @default none */
  readonly settings?: Readonly<Record<string, Setting>>;
}

export interface Pipeline {
  readonly input: readonly Plugin[];
  readonly filter: readonly Plugin[];
  readonly output: readonly Plugin[];
}

/** Text of one pipeline. @throws Error when a text has both kinds of quotes, for which there is no escape */
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
    throw new Error(`a text must be without one of the two quotes, got ${text}`);
  }
  return `'${text}'`;
}
