import { formatMoneyTo } from "#shared/format/money.ts";
import { runsOf, strong, type WordRun } from "#shared/forecast/words/runs.ts";

/** Benefit below which nothing is given up: what is left over by arithmetic, money. */
const NOTHING = 0.5;

/** "gives up $0.3M of benefit", and where a saving gives up none or even adds to it, that. `foregone`: money. */
export function foregoneRuns(currency: string, foregone: number): WordRun[] {
  if (Math.abs(foregone) < NOTHING) return runsOf("gives up no benefit");
  return foregone > 0
    ? runsOf("gives up ", strong(formatMoneyTo(currency, foregone, 2)), " of benefit")
    : runsOf("adds ", strong(formatMoneyTo(currency, -foregone, 2)), " of benefit");
}

/** "Route and month cap saves $1.6M and gives up $0.3M of benefit.": a saving is never stated alone. Money. */
export function givesUpRuns(currency: string, name: string, saves: number, foregone: number): WordRun[] {
  return runsOf(
    `${name} saves `,
    strong(formatMoneyTo(currency, saves, 2)),
    " and ",
    ...foregoneRuns(currency, foregone),
    ".",
  );
}
