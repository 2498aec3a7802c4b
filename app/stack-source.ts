/** The source of a stack: its class and what the doc comment says about it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { EnvironmentStack } from "../stacks/base/environment-stack";
import { filesBelow } from "./files";

/** File of the stack's class and the first sentence of its doc comment. */
export function sourceOf(stack: EnvironmentStack): { file: string; sentence: string } | undefined {
  // The bundler numbers classes whose names it has already met.
  const name = stack.constructor.name.replace(/\d+$/, "");
  const pattern = new RegExp(`(?:/\\*\\*((?:(?!\\*/)[\\s\\S])*?)\\*/\\s*)?(?:export )?class ${name}\\b`);
  const candidates = [join("stacks", stack.environment.platform), join("stacks", "shared")].flatMap(typescriptBelow);
  for (const file of candidates.sort((a, b) => mismatch(a, stack) - mismatch(b, stack))) {
    const text = textOf(file);
    const match = text.includes(`class ${name}`) ? pattern.exec(text) : null;
    if (match) {
      const comment = (match[1] ?? "")
        .replace(/^\s*\* ?/gm, " ")
        .replace(/\s+/g, " ")
        .trim();
      return { file, sentence: /^.*?[.:;](?=\s|$)/.exec(comment)?.[0].replace(/[:;]$/, ".") ?? comment };
    }
  }
  return undefined;
}

/** 0 when the file lies in the folder of the cloud that begins the stack's name, 1 when it lies elsewhere. */
function mismatch(file: string, { node, environment }: EnvironmentStack): number {
  const [cloud = ""] = node.id.slice(`${environment.platform}-${environment.name}-`.length).split("-");
  const expected = ["google", "cloudflare"].includes(cloud) ? cloud : undefined;
  const actual = ["google", "cloudflare"].find((one) => file.includes(`/${one}/`));
  return expected === actual ? 0 : 1;
}

const folders = new Map<string, readonly string[]>();
const texts = new Map<string, string>();

/** Paths of the TypeScript files below a folder, from the root. */
export function typescriptBelow(folder: string): readonly string[] {
  const known = folders.get(folder);
  const files =
    known ??
    filesBelow(folder)
      .filter((file) => file.endsWith(".ts"))
      .map((file) => join(folder, file));
  folders.set(folder, files);
  return files;
}

export function textOf(file: string): string {
  const text = texts.get(file) ?? readFileSync(file, "utf8");
  texts.set(file, text);
  return text;
}
