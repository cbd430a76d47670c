import type { MarkGroup } from "#shared/charts/base/marks.ts";
import type { ChartTable } from "#shared/charts/base/table.ts";
import type { ChartTheme } from "#shared/charts/base/theme.ts";

/** One unknown of the chart, as it is written and drawn. */
export interface TornadoRow {
  readonly name: string;
  /** Null: it has no single value to hold. */
  readonly ends: { readonly low: TornadoEnd; readonly high: TornadoEnd } | null;
  /** Share of the variance of spend, 0..1, and how it reads. */
  readonly share: number;
  readonly shareText: string;
}

export interface TornadoEnd {
  /** Money. */
  readonly ask: number;
  /** Standard error of the ask, money. */
  readonly error: number;
  readonly askText: string;
  /** Where the unknown was held, in its own words. */
  readonly valueText: string;
}

export interface TornadoProps {
  readonly rows: readonly TornadoRow[];
  readonly ask: number;
  readonly askText: string;
  readonly currency: string;
  readonly theme: ChartTheme;
  readonly hue: string;
  readonly width: number;
}

/** Sizes in the design's pixels. */
const ROW = 29;
const HEAD = 44;

/** Height of the chart of so many rows, in the theme's unit; rows are `tornadoRow` high, below a head. */
export function tornadoSize(
  rows: number,
  theme: ChartTheme,
): { readonly head: number; readonly row: number; readonly height: number } {
  return { head: HEAD * theme.px, row: ROW * theme.px, height: (HEAD + rows * ROW + 2) * theme.px };
}

/** What the chart says for whoever does not see it. */
export function tornadoSentence({ rows, askText }: Pick<TornadoProps, "rows" | "askText">): string {
  const clauses = rows
    .slice(0, 3)
    .flatMap(({ name, ends }) =>
      ends === null
        ? []
        : [
            `${name} from ${ends.low.askText} at ${ends.low.valueText} to ${ends.high.askText} at ${ends.high.valueText}`,
          ],
    );
  return `What moves the request of ${askText}: ${clauses.join("; ")}.`;
}

/** The figures of the chart, in full. */
export function tornadoTable({ rows, ask }: Pick<TornadoProps, "rows" | "ask">): ChartTable {
  return {
    columns: [
      "input",
      "held low at",
      "request when low",
      "standard error when low",
      "held high at",
      "request when high",
      "standard error when high",
      "ask",
      "share of variance",
    ],
    rows: rows.map(({ name, ends, share }) => [
      name,
      ends?.low.valueText ?? null,
      ends?.low.ask ?? null,
      ends?.low.error ?? null,
      ends?.high.valueText ?? null,
      ends?.high.ask ?? null,
      ends?.high.error ?? null,
      ask,
      share,
    ]),
    error: (row, column) =>
      column === 2 ? (rows[row]!.ends?.low.error ?? null) : column === 5 ? (rows[row]!.ends?.high.error ?? null) : null,
  };
}

/** What the arrows speak, row by row. */
export function tornadoMarks({ rows, theme, width }: Pick<TornadoProps, "rows" | "theme" | "width">): MarkGroup[] {
  const { head, row } = tornadoSize(rows.length, theme);
  const words = ({ name, ends, shareText }: TornadoRow): string =>
    ends === null
      ? `${name}: no single value; ${shareText} of the uncertainty`
      : `${name}: ${ends.low.askText} at ${ends.low.valueText}, ${ends.high.askText} at ${ends.high.valueText}; ${shareText} of the uncertainty`;
  return [
    {
      name: "inputs",
      marks: rows.map((one, i) => ({ words: words(one), box: { x: 0, y: head + i * row, width, height: row } })),
    },
  ];
}
