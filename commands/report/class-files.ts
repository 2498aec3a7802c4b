/** The files that declare the classes of constructs. */
import { once } from "@modules/checks/model/values";
import type { TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { sourceOf, textOf, typescriptBelow } from "../../app/stack-source";
import { EnvironmentStack } from "../../stacks/base/environment-stack";
import { cloudOf } from "./clouds";

/** Files by the name of a class that they declare. */
let declared: ReadonlyMap<string, readonly string[]> | undefined;

function declarations(): ReadonlyMap<string, readonly string[]> {
  if (!declared) {
    const found = new Map<string, string[]>();
    for (const file of ["modules", "stacks"].flatMap(typescriptBelow)) {
      for (const [, name] of textOf(file).matchAll(/^(?:export )?(?:abstract )?class (\w+)/gm)) {
        found.set(name!, [...(found.get(name!) ?? []), file]);
      }
    }
    declared = found;
  }
  return declared;
}

/** File of a stack's class and the first sentence about it; the platform's file where the stack has no class of its own. */
export const stackSource = once((stack: TerraformStack): { file: string; sentence: string } => {
  const platform = stack instanceof EnvironmentStack ? stack.environment.platform : undefined;
  return (
    (stack instanceof EnvironmentStack ? sourceOf(stack) : undefined) ?? {
      file: platform ? `stacks/${platform}/define.ts` : "",
      sentence: "",
    }
  );
});

/**
 * The file of the innermost class of this repository around a resource: a module, a part or the stack itself. A class
 * whose name several files of the resource's cloud declare says nothing, so that the class around it decides.
 *
 * @param stackFile file of the stack's class
 */
export function fileOf(resource: IConstruct, type: string, stackFile: string): string {
  const scopes = [...resource.node.scopes].reverse();
  for (const scope of scopes.slice(1)) {
    if (scope instanceof EnvironmentStack) {
      break;
    }
    const file = classFile(scope, type, stackFile);
    if (file) {
      return file;
    }
  }
  return stackFile;
}

/** The file that declares a construct's class; undefined for classes of packages, and where several files declare it. */
export function classFile(construct: IConstruct, type: string, stackFile: string): string | undefined {
  const name = className(construct);
  const candidates = (declarations().get(name) ?? []).filter((file) => mayHold(file, type, stackFile));
  return candidates.length === 1 ? candidates[0] : undefined;
}

/** Name of a construct's class as the sources have it: the bundler numbers classes whose names it has already met. */
export function className(construct: IConstruct): string {
  const bare = construct.constructor.name.replace(/^_/, "");
  return declarations().has(bare) ? bare : bare.replace(/\d+$/, "");
}

/** Whether the file belongs to the resource's cloud or to its platform. */
function mayHold(file: string, type: string, stackFile: string): boolean {
  const [top, folder = ""] = file.split("/");
  const [, platform] = stackFile.split("/");
  const cloud = cloudOf(type);
  const other = ["aws", "google", "cloudflare", "kubernetes"].filter((one) => one !== cloud);
  return top === "modules" ? !other.includes(folder) : ["parts", "shared", "base", platform].includes(folder);
}
