import type { ReactElement } from "react";
import type { ChartTable } from "#shared/charts/base/table.ts";
import { formatFigure } from "#shared/format/counts.ts";

/** The data of a chart as a table: what is drawn, with the digits that its errors allow. Files hold all. */
export function DataTable({
  table,
  caption,
  height,
}: {
  readonly table: ChartTable;
  readonly caption: string;
  readonly height?: number;
}): ReactElement {
  return (
    // A long table scrolls within its place, so it must be reachable by key.
    <div
      className="data-table"
      style={height === undefined ? {} : { height }}
      tabIndex={0}
      role="region"
      aria-label={caption}
    >
      <table>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {table.columns.map((column) => (
              <th key={column} scope="col" className={isNumeric(table, column) ? "numeric" : ""}>
                {columnWords(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, i) => (
            <tr key={i}>
              {row.map((cell, j) => (
                <td key={j} className={typeof cell === "number" ? "numeric" : ""}>
                  {cell === null ? "–" : typeof cell === "number" ? formatFigure(cell, table.error?.(i, j) ?? 0) : cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A quantile's column as people say it; its short name is for files. */
function columnWords(column: string): string {
  const percent = /^p(\d+(?:\.\d+)?)$/.exec(column)?.[1];
  return percent === undefined
    ? column
    : percent === "50"
      ? "middle estimate (50%)"
      : percent === "80"
        ? "cautious estimate (80%)"
        : `${percent}% estimate`;
}

function isNumeric({ columns, rows }: ChartTable, column: string): boolean {
  return typeof rows[0]?.[columns.indexOf(column)] === "number";
}
