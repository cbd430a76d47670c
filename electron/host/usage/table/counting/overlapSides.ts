import type { DuckDBConnection } from "@duckdb/node-api";
import type { OverlapSide, RowsMoney, UsageOverlap } from "#shared/usage/overlaps/overlap.ts";
import type { Report } from "#shared/usage/overlaps/reportShapes.ts";
import { USAGE_FORMATS } from "#shared/usage/formats/recognise.ts";
import { pricedRowsOf } from "#electron/host/usage/table/pricedRows.ts";
import { numberOrNull, rowsOf } from "#electron/host/usage/table/tableRows.ts";
import type { Facts } from "./countingFacts.ts";
import { grainOf, type WorthCell } from "./countedReports.ts";

export interface Found {
  readonly overlap: UsageOverlap;
  /** Imports that wait as long as it is open. */
  readonly imports: readonly number[];
}

export const SHAPE_WORDS: Readonly<Record<Report["grain"], string>> = {
  request: "requests",
  hour: "by hour",
  block: "by block of hours",
  day: "by day",
  session: "by session",
  week: "by week",
  month: "by month",
  period: "by period",
};

export const SOURCE_NAMES = new Map(
  USAGE_FORMATS.toReversed().map(({ source, name }) => [source, name.replace(/ \((CSV|JSON|JSONL)\)$/, "")]),
);

const MOST_NAMES = 5;

/** The first names of files, and how many there are. */
export function namesOf(
  parts: readonly number[],
  { shapes }: Pick<Facts, "shapes">,
): Pick<OverlapSide, "files" | "count"> {
  const names = new Map(shapes.map(({ part, name }) => [part, name]));
  return { files: parts.slice(0, MOST_NAMES).map((part) => names.get(part)!), count: parts.length };
}

/** Rows, tokens and money of cells. */
export function worthOf(cells: readonly WorthCell[]): Pick<OverlapSide, "rows" | "tokens" | "money"> {
  const money = new Map<string, RowsMoney>();
  for (const { currency, billed, list } of cells) {
    const before = money.get(currency) ?? { currency, billed: null, list: null };
    money.set(currency, { currency, billed: added(before.billed, billed), list: added(before.list, list) });
  }
  return {
    rows: cells.reduce((sum, { rows }) => sum + rows, 0),
    tokens: cells.reduce((sum, { tokens }) => sum + tokens, 0),
    money: [...money.values()],
  };
}

function added(one: number | null, other: number | null): number | null {
  return one === null ? other : other === null ? one : one + other;
}

/** What groups of files say of the rows that more than one group holds. */
export async function sidesOf(
  connection: DuckDBConnection,
  facts: Facts,
  groups: readonly (readonly number[])[],
): Promise<{ readonly from: number; readonly to: number; readonly sides: readonly Omit<OverlapSide, "counts">[] }> {
  const sideOf = `CASE ${groups.map((parts, i) => `WHEN file_id IN (${parts.join(", ")}) THEN ${i}`).join(" ")} END`;
  const found = await rowsOf(
    connection,
    `
    WITH own AS (SELECT *, ${sideOf} AS side FROM ${pricedRowsOf("everything")} WHERE file_id IN (${groups.flat().join(", ")})),
    common AS (SELECT identity FROM own GROUP BY identity HAVING min(side) <> max(side)),
    fullest AS (SELECT * FROM own SEMI JOIN common USING (identity))
    SELECT side, currency, any_value(grain), count(*)::DOUBLE, sum(tokens)::DOUBLE, sum(billed), sum(list), min(began)::DOUBLE, max(ended)::DOUBLE FROM fullest GROUP BY side, currency ORDER BY side, currency`,
  );
  const sides = groups.map((parts, i) => {
    const own = found.filter(([side]) => Number(side) === i);
    return {
      ...namesOf(parts, facts),
      shape: SHAPE_WORDS[grainOf(Number(own[0]?.[2] ?? 0))],
      rows: own.reduce((sum, row) => sum + Number(row[3]), 0),
      tokens: own.reduce((sum, row) => sum + Number(row[4]), 0),
      money: own.map(([, currency, , , , billed, list]) => ({
        currency: String(currency),
        billed: numberOrNull(billed),
        list: numberOrNull(list),
      })),
    };
  });
  return {
    from: found.reduce((least, row) => Math.min(least, Number(row[7])), Infinity),
    to: found.reduce((most, row) => Math.max(most, Number(row[8])), -Infinity),
    sides,
  };
}
