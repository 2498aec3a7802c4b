/** The files of a platform that make a resource, or the module around it. */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import type { IConstruct } from "constructs";
import { textOf } from "../../app/stack-source";
import { classFile, className } from "../report/class-files";

/**
 * The files that call `new` for the outermost module around a resource, among those that the stack's file imports: the
 * stack's own file, a part of the stack, or one that several stacks share.
 *
 * @param stackFile file of the stack's class
 */
export function makerFiles(resource: IConstruct, type: string, stackFile: string): string[] {
  const [stack, ...inside] = resource.node.scopes.slice(1);
  // A class below `stacks/` is a part of the stack; the constructs in it are made in its file or in what that imports.
  const parts = inside.map((scope) => classFile(scope, type, stackFile)?.startsWith("stacks/") ?? false);
  const last = parts.lastIndexOf(true);
  const made = inside[last + 1];
  const file = last < 0 || !stack ? stackFile : classFile(inside[last]!, type, stackFile)!;
  if (!made) {
    return [file];
  }
  const call = new RegExp(`\\bnew ${className(made)}(?:<[^(]*>)?\\(`);
  const files = importedFiles(file).filter((one) => call.test(textOf(one)));
  return files.length > 0 ? files : [file];
}

/** The file and those below `stacks/` that it imports for more than types, without the files of other stacks. */
function importedFiles(file: string): string[] {
  const found = [file];
  // The loop also visits what it adds.
  for (const one of found) {
    for (const [, path] of textOf(one).matchAll(/^import (?!type )[^;]*? from "(\.[^"]+)";/gm)) {
      const imported = `${join(dirname(one), path!)}.ts`;
      const isNew = imported.startsWith("stacks/") && !found.includes(imported) && existsSync(imported);
      if (isNew && !/^export class \w+ extends \w*Stack\b/m.test(textOf(imported))) {
        found.push(imported);
      }
    }
  }
  return found;
}
