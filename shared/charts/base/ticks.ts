import { scaleLinear, scaleLog } from "d3-scale";
import { formatMoneyTick } from "#shared/format/money.ts";

/** A value of an axis with its words. */
export interface Tick {
  readonly value: number;
  readonly text: string;
}

/**
 * Round values from `low` to `high`, at most `most`: the ticks of a linear scale of d3, in steps of 1, 2 or 5 times a
 * power of ten. Where there is no span, the one value.
 */
export function valueTicks(low: number, high: number, most: number): number[] {
  if (!(high > low)) return [low];
  const scale = scaleLinear([low, high], [0, 1]);
  // d3 takes the count as a wish: the finest ticks that keep to it are looked for from above.
  for (let count = most; count > 1; count--) {
    const round = scale.ticks(count);
    if (round.length <= most) return round;
  }
  return scale.ticks(1);
}

/** Round values of a logarithmic axis: 1 and 3 times powers of ten between `low` and `high`, both positive. */
export function logTicks(low: number, high: number): number[] {
  // As many ticks as decades are begun is what d3 takes for "all whole multiples of each power of ten".
  const decades = Math.floor(Math.log10(high / low)) + 1;
  return scaleLog([low, high], [0, 1])
    .ticks(decades)
    .filter((tick) => [1, 3].includes(Math.round(tick / 10 ** Math.floor(Math.log10(tick) + 1e-9))));
}

/** The most amounts on an axis of money that begins at nothing. */
const MOST_AMOUNTS = 8;

/** Round amounts of money with the words that one step between them needs: "$2.5M". */
export function moneyTicks(currency: string, low: number, high: number, most: number = MOST_AMOUNTS): Tick[] {
  const amounts = valueTicks(low, high, most);
  const largest = Math.max(...amounts.map(Math.abs));
  const step = amounts.length > 1 ? amounts[1]! - amounts[0]! : Math.max(1, largest);
  return amounts.map((value) => ({ value, text: formatMoneyTick(currency, value, step, largest) }));
}
