/** Pages of the module library, in Markdown: an index for each package and a page for each module. */
import { existsSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { pageTable } from "../../../app/text-table";
import type { NamedType, Prop } from "./props";
import type { Method, ModuleSource } from "./source";

/** Path of the page of a module. */
export function pageOf({ cloud, service, file }: ModuleSource): string {
  const noun = file.split("/").at(-1)!.replace(/\.ts$/, "");
  return join("docs", "reference", cloud, service, `${noun}.md`);
}

/** One page for all classes of a file. */
export function modulePage(classes: readonly ModuleSource[]): string {
  const page = pageOf(classes[0]!);
  return `${classes.map((one) => section(one, page)).join("\n")}`;
}

function section(module: ModuleSource, page: string): string {
  const { name, doc, example, props, types, attributes, methods, file } = module;
  const specifier = file.replace(/^modules\//, "@modules/").replace(/\.ts$/, "");
  const test = `test/${file.replace(/\.ts$/, ".test.ts")}`;
  const links = [`[source](${relative(dirname(page), file)})`];
  if (existsSync(test)) {
    links.push(`[test](${relative(dirname(page), test)})`);
  }
  return [
    `# ${name}`,
    "",
    paragraphs(doc.text),
    "",
    "```ts",
    `import { ${name} } from "${specifier}";`,
    "```",
    "",
    ...(example ? ["## Example", "", example.doc.text, "", "```ts", example.text.trim(), "```", ""] : []),
    ...table("Props", "prop", props),
    ...types.flatMap(typeSection),
    ...table("Attributes", "attribute", attributes),
    ...methodList(methods),
    links.join(" · "),
    "",
  ].join("\n");
}

function table(title: string, noun: "prop" | "field" | "attribute", rows: readonly Prop[]): string[] {
  if (rows.length === 0) {
    return [];
  }
  const defaults = noun !== "attribute";
  const sorted = defaults ? [...rows].sort((a, b) => Number(a.optional) - Number(b.optional)) : rows;
  return [
    `${noun === "field" ? "###" : "##"} ${title}`,
    "",
    pageTable(
      [noun, "type", ...(defaults ? ["default"] : []), ""],
      sorted.map(({ name, type, optional, doc }) => [
        `\`${name}\``,
        `\`${type.replace(/\s+/g, " ")}\``,
        ...(defaults ? [optional ? (doc.default ?? "") : "required"] : []),
        doc.text,
      ]),
    ),
    "",
  ];
}

/** A type of a prop: its fields, or its values. */
function typeSection({ name, doc, values, fields }: NamedType, index: number): string[] {
  const text = doc.text ? [paragraphs(doc.text), ""] : [];
  const [title, blank, ...rows] = fields.length > 0 ? table(`\`${name}\``, "field", fields) : [];
  return [
    ...(index === 0 ? ["## Types of the props", ""] : []),
    title ?? `### \`${name}\``,
    blank ?? "",
    ...text,
    ...(values ? ["```ts", values, "```", ""] : []),
    ...rows,
  ];
}

function methodList(methods: readonly Method[]): string[] {
  return methods.length === 0
    ? []
    : [
        "## Methods",
        "",
        ...methods.map(({ signature, doc }) => `- \`${signature}\`${doc.text ? `: ${sentence(doc.text)}` : ""}`),
        "",
      ];
}

interface PackageManifest {
  readonly name: string;
  readonly description: string;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** Title, description and how to install the package. */
function introduction({ name, description, peerDependencies = {} }: PackageManifest): string[] {
  const install = ["npm install", name, ...Object.keys(peerDependencies)].join(" ");
  return [`# ${name}`, "", description, "", "```sh", install, "```", ""];
}

/** Index of a package without constructs: every file and its first doc comment. */
export function helperReadme(manifest: PackageManifest, files: readonly (readonly [string, string])[]): string {
  return [
    ...introduction(manifest),
    pageTable(
      ["import", ""],
      files.map(([path, source]) => [`\`${manifest.name}/${path}\``, firstSentence(firstComment(source))]),
    ),
    "",
  ].join("\n");
}

function firstComment(source: string): string {
  const [, text = ""] = /\/\*\*([\s\S]*?)\*\//.exec(source) ?? [];
  return text.replace(/^\s*\* ?/gm, "").trim();
}

/** Index of a package: every module, by service. */
export function packageReadme(manifest: PackageManifest, modules: readonly ModuleSource[]): string {
  const cloud = modules[0]!.cloud;
  const services = [...new Set(modules.map(({ service }) => service))];
  const folder = join("modules", cloud);
  return [
    ...introduction(manifest),
    ...services.flatMap((service) => [
      ...(service ? [`## ${service}`, ""] : []),
      pageTable(
        ["module", ""],
        modules
          .filter((module) => module.service === service)
          .map((module) => [`[${module.name}](${relative(folder, pageOf(module))})`, firstSentence(module.doc.text)]),
      ),
      "",
    ]),
  ].join("\n");
}

function firstSentence(text: string): string {
  return sentence(/^[\s\S]*?[.:;](?=\s|$)/.exec(text)?.[0].replace(/[:;]$/, ".") ?? text);
}

function sentence(text: string): string {
  return text.replace(/\s*\n\s*/g, " ");
}

function paragraphs(text: string): string {
  return text
    .split(/\n\s*\n/)
    .map(sentence)
    .join("\n\n");
}
