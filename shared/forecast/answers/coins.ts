import { minorDigits } from "#shared/format/money.ts";

/** Money of each fiscal month and of the year in whole coins of its currency: the months sum to the year exactly. */
export interface Charged {
  readonly months: readonly number[];
  readonly year: number;
}

/** Coins of one unit of a currency: 100 cents. */
function coinsOf(currency: string): number {
  return 10 ** minorDigits(currency);
}

/**
 * Rows of months as whole coins: what is rounded off one cell is carried on to the next, month after month, so that all
 * cells sum to the rounded sum and no cell is off by a coin or more.
 */
export function wholeCoins(rows: readonly (readonly number[])[], currency: string): Charged[] {
  const scale = coinsOf(currency);
  const coins = rows.map((row) => row.map(() => 0));
  let exact = 0;
  let given = 0;
  for (let month = 0; month < (rows[0]?.length ?? 0); month++)
    for (const [r, row] of rows.entries()) {
      if (row[month] === 0) continue;
      exact += row[month]! * scale;
      coins[r]![month] = Math.round(exact) - given;
      given += coins[r]![month]!;
    }
  return coins.map((row) => chargedOf(row, scale));
}

/** The sum of parts, coin by coin; `signs` of −1 take a part away. */
export function sumOfCharged(
  parts: readonly Charged[],
  months: number,
  currency: string,
  signs: readonly number[] = parts.map(() => 1),
): Charged {
  const scale = coinsOf(currency);
  const coins = Array.from({ length: months }, (_, m) =>
    parts.reduce((sum, part, i) => sum + signs[i]! * Math.round(part.months[m]! * scale), 0),
  );
  return chargedOf(coins, scale);
}

function chargedOf(coins: readonly number[], scale: number): Charged {
  return { months: coins.map((coin) => coin / scale), year: coins.reduce((sum, coin) => sum + coin, 0) / scale };
}
