import { dirname } from "node:path";
import type { PreparedStack } from "@modules/checks/prepare";
import { configFilesOf } from "@modules/config/config-file";
import { textTable } from "./text-table";

const COLUMNS = [
  { name: "stack" },
  { name: "providers" },
  { name: "resources", align: "right" },
  { name: "state" },
  { name: "ms", align: "right" },
] as const;

/** A table with a line for each stack, a line for each folder of rendered files and a line of totals. */
export function table(stacks: readonly PreparedStack[], milliseconds: number): string {
  const rows = stacks.map(({ id, json, milliseconds: own }) => [
    id,
    Object.keys(json.provider ?? {}).join(" "),
    String(resources(json)),
    stateKey(json),
    own.toFixed(0),
  ]);
  const total = stacks.reduce((sum, { json }) => sum + resources(json), 0);
  return [
    textTable(COLUMNS, rows),
    ...renderedLines(stacks),
    "",
    `${stacks.length} ${stacks.length === 1 ? "stack" : "stacks"}, ${total} resources, ${milliseconds.toFixed(0)} ms`,
  ].join("\n");
}

/** The files that other programs read, by folder. */
function renderedLines(stacks: readonly PreparedStack[]): string[] {
  const folders = new Map<string, string[]>();
  for (const { path } of configFilesOf(stacks.flatMap(({ constructs }) => constructs))) {
    const folder = dirname(path);
    folders.set(folder, [...(folders.get(folder) ?? []), path.slice(folder.length + 1)]);
  }
  const lines = [...folders].map(([folder, names]) => `rendered/${folder}: ${names.join(" ")}`);
  return lines.length === 0 ? [] : ["", ...lines];
}

function resources(json: PreparedStack["json"]): number {
  return Object.values<object>(json.resource ?? {}).reduce((sum, named) => sum + Object.keys(named).length, 0);
}

function stateKey(json: PreparedStack["json"]): string {
  const { backend, cloud } = json.terraform ?? {};
  return backend?.s3?.key ?? backend?.local?.path ?? cloud?.workspaces?.name ?? "";
}
