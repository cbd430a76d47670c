import { formatChance, formatPercent } from "#shared/format/chances.ts";
import { formatStatedMoney, moneyIn, type MoneyStyle } from "#shared/format/money.ts";
import type { Outlook } from "#shared/forecast/answers/outlookShapes.ts";
import { fanErrorOf, levelRow } from "#shared/forecast/answers/outlook.ts";
import { isoDateOf } from "#shared/units.ts";
import type { ChartTable } from "#shared/charts/base/table.ts";
import type { ChartTheme } from "#shared/charts/base/theme.ts";

export interface OverlaidScenario {
  readonly name: string;
  /** Its place among all scenarios of the plan: decides letter, colour and dash. */
  readonly place: number;
  readonly outlook: Outlook;
}

export interface OverlaidFansProps {
  /** At least one; all of one plan, so of one year and one currency. */
  readonly scenarios: readonly OverlaidScenario[];
  /** Place of the scenario whose fan is filled; the others are lines. */
  readonly front: number;
  /** Day of the year on which the first of them begins to differ from the plan. */
  readonly changesFrom: number;
  /** How forecast money is written. */
  readonly money: MoneyStyle;
  readonly theme: ChartTheme;
  readonly width: number;
  readonly plotHeight: number;
}

/** Chance of being gone up to which a day counts as funded. */
const SAFE_RISK = 0.1;

/**
 * The last day by whose end the money is spent in at most 1 of 10 trials, and every day before it; −1: not even the
 * first.
 */
export function fundedUntil({ runOut, days }: Outlook): number {
  const unsafe = runOut.byDay.findIndex((chance) => chance > SAFE_RISK);
  return unsafe < 0 ? days - 1 : unsafe - 1;
}

/** What the chart shows, for whoever does not see it: each scenario in one clause. */
export function overlaidSentence(scenarios: readonly OverlaidScenario[], money: MoneyStyle): string {
  const clauses = scenarios.map(({ name, outlook: { ladder, runOut, budget, currency, stopsAtBudget } }) => {
    const spent = `the ${formatStatedMoney(currency, budget)} is spent in ${formatChance(1 - runOut.never)} simulated years`;
    if (stopsAtBudget)
      return `${name}: work stops at the budget, middle estimate ${moneyIn(money, ladder.base)}, ${spent}`;
    return `${name}: middle estimate ${moneyIn(money, ladder.base)}, ${formatPercent(ladder.confidence)} estimate ${moneyIn(money, ladder.ask)}, ${spent}`;
  });
  return `Spend over the year, on the same simulated years. ${clauses.join(". ")}.`;
}

/** What the lines of the chart are. */
const TABLED = [0.1, 0.5, 0.9];

/** The lines of the chart at month ends: 1 in 10 below, half below, 1 in 10 above, cumulative money. */
export function overlaidTable(scenarios: readonly OverlaidScenario[]): ChartTable {
  const first = scenarios[0]!.outlook;
  return {
    columns: [
      "to the end of",
      ...scenarios.flatMap(({ name }) => [
        `${name}, 10% estimate`,
        `${name}, middle estimate`,
        `${name}, 90% estimate`,
      ]),
    ],
    rows: first.monthStarts
      .slice(1)
      .map((next) => [
        isoDateOf(first.start + next - 1),
        ...scenarios.flatMap(({ outlook }) => TABLED.map((level) => levelRow(outlook, level)[next]!)),
      ]),
    error: (month, column) =>
      column === 0
        ? null
        : fanErrorOf(
            scenarios[Math.floor((column - 1) / TABLED.length)]!.outlook,
            TABLED[(column - 1) % TABLED.length]!,
            first.monthStarts[month + 1]!,
          ),
  };
}
