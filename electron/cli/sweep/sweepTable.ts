import type { Forecast } from "#shared/forecast/answers/forecast.ts";
import { formatChanceShort } from "#shared/format/chances.ts";
import { resolutionOf } from "#shared/format/digits.ts";
import { formatMoney } from "#shared/format/money.ts";
import type { SweepRow, Varied } from "#shared/plan/sweep.ts";
import { table } from "#electron/cli/text.ts";

/** A row of a sweep and its forecast; null: it was only listed. */
export interface SweptRow extends SweepRow {
  readonly planName: string;
  readonly currency: string;
  readonly forecast: Forecast | null;
}

/** Figures of a row in full precision, by the names that the columns have. */
export function figuresOf({
  spend,
  overrun,
  reserve,
  budget,
  runOut,
  seed,
  trials,
  plan,
}: Forecast): Readonly<Record<string, string | number | null>> {
  const { p10, p50, p80, p90, p95 } = spend.quantiles;
  return {
    hash: plan.hash,
    seed,
    trials,
    budget,
    confidence: reserve.confidence,
    request: reserve.ask,
    mean: spend.mean,
    p10,
    p50,
    p80,
    p90,
    p95,
    p80Error: spend.standardError.p80,
    overrun: overrun.probability,
    overrunError: overrun.standardError,
    meanExcess: overrun.meanExcess,
    spentOn: runOut.quantiles.p50,
    safeUntil: runOut.safeUntil.date,
  };
}

/** The table of a sweep: what a row is, then its figures. */
export function sweepColumns(
  rows: readonly SweptRow[],
  varied: readonly Varied[],
): { readonly columns: readonly string[]; readonly rows: readonly (readonly (string | number | null)[])[] } {
  const known = rows.find(({ forecast }) => forecast !== null)?.forecast;
  const figures = known === undefined || known === null ? [] : Object.keys(figuresOf(known));
  return {
    columns: ["row", "plan", "scenario", "currency", ...varied.map(({ pointer }) => pointer), ...figures],
    rows: rows.map(({ row, planName, scenario, currency, values, forecast }) => [
      row,
      planName,
      scenario ?? "base",
      currency,
      ...values.map(cellOf),
      ...(forecast === null ? [] : Object.values(figuresOf(forecast))),
    ]),
  };
}

function cellOf(value: unknown): string | number | null {
  return typeof value === "string" || typeof value === "number" || value === null ? value : JSON.stringify(value);
}

/** The same for a terminal, with the digits that the errors allow. */
export function sweepText(rows: readonly SweptRow[]): string {
  const nameOf = ({ row, planName, scenario, values }: SweptRow): string =>
    [`${row}`, planName, scenario ?? "base", ...values.map((value) => String(cellOf(value)))].join("  ");
  const lines = rows.map((one) => {
    const { forecast, currency } = one;
    if (forecast === null) return [nameOf(one), "", "", ""];
    const step = resolutionOf(forecast.spend.standardError.p80);
    return [
      nameOf(one),
      formatMoney(currency, forecast.reserve.ask, step),
      formatMoney(currency, forecast.spend.mean, resolutionOf(forecast.spend.standardError.mean)),
      formatChanceShort(forecast.overrun.probability),
    ];
  });
  return `${table(["Row  plan, scenario, inputs", "Request", "Mean", "Overspends"], lines)}\n`;
}
