import { formatFullDate } from "#shared/format/dates.ts";
import { formatCountedMoney } from "#shared/format/money.ts";

/** Money that counts and that its export marks as not final, of one source and currency. */
export interface PreliminaryMoney {
  /** The export's name for people. */
  readonly name: string;
  readonly currency: string;
  /** As billed, else at list price; null: only tokens. */
  readonly amount: number | null;
  /** Milliseconds since 1970, in the days of the source's time zone. */
  readonly from: number;
  readonly to: number;
}

const DAY = 86_400_000;

/** What is said of money that may still change: one sentence for each source and currency. */
export function preliminaryWarnings(found: readonly PreliminaryMoney[]): string[] {
  return found.map(({ name, currency, amount, from, to }) => {
    const [first, last] = [Math.floor(from / DAY), Math.floor(Math.max(from, to - 1) / DAY)];
    const days = formatFullDate(first) + (first === last ? "" : ` to ${formatFullDate(last)}`);
    const what = amount === null ? "The work" : formatCountedMoney(currency, amount);
    return `${what} of ${days} is counted and not final: “${name}” marks it as estimated, pending or without an invoice. Import these days again when the bill is closed; the final amounts then take its place.`;
  });
}
