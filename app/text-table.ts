import { markdownTable } from "markdown-table";

interface Column {
  readonly name: string;
  /** @default "left" */
  readonly align?: "right";
}

/** A table in Markdown, which lines up in a terminal and can be pasted into an issue. */
export function textTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  return markdownTable([columns.map(({ name }) => name), ...rows].map(escaped), {
    align: columns.map(({ align }) => align),
  });
}

/** A table in Markdown for a page, whose cells may be sentences: columns that line up would be wider than any screen. */
export function pageTable(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = [headings, ...rows].map((row) => escaped(row).map(withoutTags));
  return markdownTable(cells, { alignDelimiters: false });
}

/** Outside of code, `<name>` is a tag of HTML, which a page does not show. */
function withoutTags(cell: string): string {
  return cell.replace(/`+[^`]*`+|</g, (found) => (found === "<" ? "&lt;" : found));
}

/** A bar ends a cell, even inside of code, and a line break ends the row. https://github.github.com/gfm/#tables-extension- */
function escaped(row: readonly string[]): string[] {
  return row.map((cell) => cell.replaceAll("|", "\\|").replaceAll(/\s*\n\s*/g, " "));
}
