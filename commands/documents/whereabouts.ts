/** The table of a platform's page that leads from a thing to its stacks, its code, its settings and its runbooks. */
import { basename, dirname, join, relative } from "node:path";
import { blocksOf } from "@modules/checks/model/blocks";
import type { PreparedStack } from "@modules/checks/prepare";
import type { IConstruct } from "constructs";
import { textOf } from "../../app/stack-source";
import { fileOf, stackSource } from "../report/class-files";
import { makerFiles } from "./maker-files";
import { THINGS, type Thing } from "./things";

interface NamedStack {
  readonly prepared: PreparedStack;
  /** Id without platform and environment. */
  readonly name: string;
}

/** Columns of the table. */
export const COLUMNS = ["thing", "stacks", "made in", "modules", "thresholds of alarms", "set by", "runbooks"];

/**
 * A row for each kind of thing that the environment has.
 *
 * @param folder folder of the page that has the table
 * @param environmentFile file with the data of the environment whose stacks are given
 * @param runbooks paths of the platform's runbooks
 */
export function whereabouts(
  folder: string,
  environmentFile: string,
  stacks: readonly NamedStack[],
  runbooks: readonly string[],
): string[][] {
  const found = stacks.flatMap(holdersOf);
  const to = (file: string) => relative(folder, file);
  return THINGS.flatMap((thing) => {
    const own = found.filter(({ type }) => thing.types.includes(type));
    const modules = unique(own.flatMap(({ file }) => (file.startsWith("modules/") ? [file] : [])));
    const cells = [
      unique(own.map(({ stack }) => stack)),
      unique(own.flatMap(({ makers }) => makers)).map((file) => `[${shortened(to(file))}](${to(file)})`),
      modules.map((file) => `[${label(file)}](${to(file)})`),
      alarmFiles(thing, modules).map((file) => `[${label(file)}](${to(file)})`),
      settings(thing, environmentFile, to),
      runbooks
        .filter((file) => thing.runbooks?.test(basename(file)))
        .map((file) => `[${relative("runbooks", file).replace(/\.md$/, "")}](${to(file)})`),
    ];
    return own.length === 0 ? [] : [[thing.name, ...cells.map((cell) => cell.join(", ") || "-")]];
  });
}

function holdersOf({ prepared, name }: NamedStack) {
  const source = stackSource(prepared.stack).file;
  const constructs = new Map<string, IConstruct>(prepared.constructs.map((one) => [one.node.path, one]));
  return blocksOf(prepared)
    .filter(({ kind }) => kind === "resource")
    .map(({ type, path }) => {
      const construct = constructs.get(path);
      return {
        stack: name,
        type,
        file: construct ? fileOf(construct, type, source) : source,
        makers: construct ? makerFiles(construct, type, source) : [source],
      };
    });
}

/** The fields that the environment has, each with a link to its line. */
function settings({ fields = [] }: Thing, file: string, to: (file: string) => string): string[] {
  return fields.flatMap((field) => {
    const line = lineOf(textOf(file), field.split("."));
    return line === undefined ? [] : [`[\`${field}\`](${to(file)}#L${line})`];
  });
}

/** Line of a field of an environment's file, which the formatter has indented by its depth; undefined without the field. */
function lineOf(text: string, path: readonly string[]): number | undefined {
  const lines = text.split("\n");
  let at = 0;
  for (const [depth, key] of path.entries()) {
    const indent = "  ".repeat(depth + 1);
    const below = lines.slice(at);
    const end = depth === 0 ? -1 : below.findIndex((line) => line.startsWith(`${"  ".repeat(depth)}}`));
    const index = below.slice(0, end < 0 ? undefined : end).findIndex((line) => line.startsWith(`${indent}${key}: `));
    if (index < 0) {
      return undefined;
    }
    at += index + 1;
  }
  return at;
}

/** A path without the way up, such as `parts/aws/web-acl.ts`. */
function shortened(path: string): string {
  return path.replace(/^(\.\.\/)+/, "");
}

/** Cloud and path of a module's file, such as `aws database/aurora/aurora`. */
function label(file: string): string {
  const [, cloud, ...path] = file.replace(/\.ts$/, "").split("/");
  return `${cloud} ${path.join("/")}`;
}

/** The files of alarms in the folders of the modules in use. */
function alarmFiles({ alarms = [] }: Thing, modules: readonly string[]): string[] {
  const folders = modules.map((file) => dirname(file));
  return alarms.map((file) => join("modules", file)).filter((file) => folders.includes(dirname(file)));
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
