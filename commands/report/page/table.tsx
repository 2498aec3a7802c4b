/** A table whose columns sort and whose rows come in portions. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";

interface Column<T> {
  readonly name: string;
  readonly cell: (row: T) => ComponentChildren;
  /** Value by which the column sorts. @default the column does not sort */
  readonly by?: (row: T) => string | number;
  readonly align?: "right";
}

interface TableProps<T> {
  readonly caption: string;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  /** Rows that are shown at first. @default 100 */
  readonly portion?: number;
  /** Whether the caption is for screen readers alone, because a heading says the same. @default false */
  readonly quiet?: boolean;
}

export function Table<T>({ caption, columns, rows, portion = 100, quiet = false }: TableProps<T>) {
  const [order, setOrder] = useState<{ readonly column: number; readonly descending: boolean }>();
  const [shown, setShown] = useState(portion);
  const by = order && columns[order.column]?.by;
  const sorted = by ? [...rows].sort((a, b) => compare(by(a), by(b)) * (order.descending ? -1 : 1)) : rows;
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a keyboard must be able to scroll a wide table */}
      <section class="scroll" aria-label={caption} tabIndex={0}>
        <table>
          <caption class={quiet ? "hidden" : ""}>{caption}</caption>
          <thead>
            <tr>
              {columns.map((column, index) => (
                <th
                  key={column.name}
                  scope="col"
                  class={column.align}
                  aria-sort={order?.column === index ? (order.descending ? "descending" : "ascending") : undefined}
                >
                  {column.by ? (
                    <button
                      type="button"
                      onClick={() =>
                        setOrder({ column: index, descending: order?.column === index && !order.descending })
                      }
                    >
                      {column.name}
                    </button>
                  ) : (
                    column.name
                  )}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sorted.slice(0, shown).map((row, index) => (
              <tr key={index}>
                {columns.map((column) => (
                  <td key={column.name} class={column.align}>
                    {column.cell(row)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {rows.length > shown && (
        <p class="more">
          <button type="button" class="plain" onClick={() => setShown(shown + portion * 4)}>
            Show more
          </button>{" "}
          {shown} of {rows.length.toLocaleString("en")} rows
        </p>
      )}
    </>
  );
}

function compare(a: string | number, b: string | number): number {
  return typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b));
}
