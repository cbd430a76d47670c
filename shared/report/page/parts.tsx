import type { ReactElement, ReactNode } from "react";
import type { Drawing } from "#shared/report/drawing.ts";
import type { Run } from "#shared/report/text.ts";
import { themedSvg } from "./themedSvg.ts";

/** CSS pixels of a point: charts are drawn with type of 7 points, which a screen shows at 10.5 pixels. */
const PIXELS_A_POINT = 1.5;

/** A sentence with its key figures. */
export function Words({ runs }: { readonly runs: readonly Run[] }): ReactElement {
  return (
    <>
      {runs.map(({ text, tone }, i) =>
        tone === undefined ? (
          text
        ) : tone === "strong" ? (
          <strong key={i}>{text}</strong>
        ) : (
          <span key={i} className="run-over">
            {text}
          </span>
        ),
      )}
    </>
  );
}

/** A chart of the document: React wrote it as SVG, so that it holds no markup of a plan. */
export function Drawn({ drawing }: { readonly drawing: Drawing }): ReactElement {
  return (
    <span
      className="drawn"
      style={{ width: `${drawing.width * PIXELS_A_POINT}px` }}
      dangerouslySetInnerHTML={{ __html: themedSvg(drawing.svg) }}
    />
  );
}

/** A chart in the width of the page, and another drawing of it for a phone. */
export function Both({ wide, narrow }: { readonly wide: Drawing; readonly narrow: Drawing }): ReactElement {
  return (
    <figure style={{ margin: "12px 0" }}>
      <div className="wide">
        <Drawn drawing={wide} />
      </div>
      <div className="narrow">
        <Drawn drawing={narrow} />
      </div>
    </figure>
  );
}

/** A column of a table. */
export interface Column {
  /** Empty: the cells are charts that say what they show. */
  readonly head: string;
  /** What stands in the head in place of its words, such as an axis. */
  readonly drawn?: Drawing;
  readonly kind?: "label" | "figure" | "bold" | "quiet";
  /** Nothing of it is shown on a phone. */
  readonly isWide?: boolean;
}

export interface Row {
  readonly cells: readonly ReactNode[];
  readonly isChosen?: boolean;
}

const CLASSES = { label: "label", figure: "figure", bold: "figure bold", quiet: "quiet" };

/** A table; on a phone each row is a list of its figures, each with the head of its column. */
export function DataTable({
  name,
  columns,
  rows,
}: {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}): ReactElement {
  const classOf = ({ kind, isWide }: Column): string | undefined =>
    [kind === undefined ? "" : CLASSES[kind], isWide === true ? "wide" : ""].filter((one) => one !== "").join(" ") ||
    undefined;
  // A phone shows rows as lists, and a table whose rows are no longer rows loses its meaning: the roles keep it.
  return (
    <table role="table" aria-label={name}>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column, c) => (
            <th key={c} role="columnheader" scope="col" className={classOf(column)}>
              {column.drawn === undefined ? (
                column.head || <span className="unseen">Chart</span>
              ) : (
                <Drawn drawing={column.drawn} />
              )}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map(({ cells, isChosen = false }, r) => (
          <tr key={r} role="row" className={isChosen ? "chosen" : undefined}>
            {columns.map((column, c) => (
              <td
                key={c}
                role="cell"
                className={classOf(column)}
                data-head={c === 0 || column.head === "" ? undefined : column.head}
              >
                {wrapped(cells[c])}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A cell is laid out as a row of two: what it holds is one thing. An empty cell stays empty. */
function wrapped(cell: ReactNode): ReactNode {
  return cell === "" || cell === null || cell === undefined ? null : <span>{cell}</span>;
}

/** The triangle of a warning. */
export function Triangle(): ReactElement {
  return (
    <svg width="12" height="11" viewBox="0 0 12 11" aria-hidden="true">
      <path d="M6 1 11 10H1Z" fill="none" stroke="currentColor" strokeWidth="1.2" />
    </svg>
  );
}

/** Warnings, one a line. */
export function Warnings({ warnings }: { readonly warnings: readonly string[] }): ReactElement {
  return (
    <>
      {warnings.map((warning, i) => (
        <p key={i} className="warning">
          <Triangle />
          <span>{warning}</span>
        </p>
      ))}
    </>
  );
}
