import { formatMoney, formatPercent, resolutionOf } from "../forecast/format.ts";
import type { Plan } from "../plan/schema.ts";
import { askWords, driverWords, shareWords } from "./driverWords.ts";
import type { Driver, Drivers } from "./drivers.ts";

/** Stands for what differs from run to run, among the drivers. */
export const LUCK = "luck";

/** A line of the tornado as it is written: what `charts/Tornado` draws. */
export interface DriverRow {
  readonly name: string;
  readonly ends: { readonly low: DriverEnd; readonly high: DriverEnd } | null;
  readonly share: number;
  readonly shareText: string;
}

export interface DriverEnd {
  readonly ask: number;
  readonly error: number;
  readonly askText: string;
  readonly valueText: string;
}

/** Shares below this are told by the table alone, where there are no ends to show. */
const LEAST_SHOWN = 0.005;
const MOST_OTHERS = 2;

/** The drivers that are shown, widest first, luck last, with their words. */
export function tornadoRows(plan: Plan, drivers: Drivers): { readonly rows: readonly DriverRow[]; readonly shown: readonly (Driver | typeof LUCK)[]; readonly askText: string } {
  const words = driverWords(plan);
  const withEnds = drivers.drivers.filter(({ low }) => low !== null);
  const others = drivers.drivers.filter(({ low, first }) => low === null && first.share >= LEAST_SHOWN).slice(0, MOST_OTHERS);
  const shown = [...withEnds, ...others];
  // Ends of one picture are written alike: as exactly as the least known of them.
  const error = Math.max(0, ...shown.flatMap(({ low, high }) => [low?.error ?? 0, high?.error ?? 0]));
  const rows = shown.map((driver): DriverRow => {
    const { unknown, low, high, first } = driver;
    const end = (at: NonNullable<Driver["low"]>): DriverEnd => ({ ask: at.ask, error: at.error, askText: askWords(plan.currency, { ask: at.ask, error }), valueText: words.value(unknown, at.value) });
    return { name: words.name(unknown), ends: low === null || high === null ? null : { low: end(low), high: end(high) }, share: first.share, shareText: shareWords(driver) };
  });
  const { share } = drivers.luck;
  const luck: DriverRow = { name: "Luck from run to run", ends: null, share: Math.max(0, share), shareText: share < LEAST_SHOWN ? "under 1%" : formatPercent(Number(share.toFixed(2))) };
  return { rows: [...rows, luck], shown: [...shown, LUCK], askText: formatMoney(plan.currency, drivers.ask, resolutionOf(drivers.askError)) };
}
