import { markdownTable } from "markdown-table";

interface Column {
  readonly name: string;
  /** @default "left" */
  readonly align?: "right";
}

/** A table in Markdown, which lines up in a terminal and can be pasted into an issue. */
export function textTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  return markdownTable([columns.map(({ name }) => name), ...rows], { align: columns.map(({ align }) => align) });
}
