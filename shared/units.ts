/** Tokens in one million: the unit of every price. */
export const TOKENS_PER_MTOK = 1_000_000;

/** Mean length of a Gregorian month in days (365.25 / 12): the unit of every monthly growth. */
export const DAYS_PER_MONTH = 30.4375;

const MS_PER_DAY = 86_400_000;

/** A calendar date as whole days since 1970-01-01, in no time zone. */
export type EpochDay = number;

/** Epoch day of an ISO 8601 calendar date such as "2027-01-31". The date must exist; files are checked at the edge. */
export function epochDayOf(isoDate: string): EpochDay {
  return Date.parse(`${isoDate}T00:00:00Z`) / MS_PER_DAY;
}

/** ISO 8601 calendar date ("2027-01-31") of an epoch day. */
export function isoDateOf(day: EpochDay): string {
  return new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
}

/** ISO 8601 month ("2027-01") of an epoch day. */
export function isoMonthOf(day: EpochDay): string {
  return isoDateOf(day).slice(0, 7);
}

/** Epoch day of the first of the month that lies `months` months after the month of `day`. */
export function firstOfMonth(day: EpochDay, months = 0): EpochDay {
  const date = new Date(day * MS_PER_DAY);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1) / MS_PER_DAY;
}

/** Calendar months from one month to another, both as "2027-01"; negative where the other comes first. */
export function monthsFrom(month: string, other: string): number {
  const [year = 0, number = 0] = month.split("-").map(Number);
  const [otherYear = 0, otherNumber = 0] = other.split("-").map(Number);
  return 12 * (otherYear - year) + otherNumber - number;
}

/** The month that lies `months` after `month`, both as "2027-01". */
export function monthAfter(month: string, months: number): string {
  return isoMonthOf(firstOfMonth(epochDayOf(`${month}-01`), months));
}

/** Day of the week of an epoch day: 0 is Sunday, 6 is Saturday. */
export function weekdayOf(day: EpochDay): number {
  return new Date(day * MS_PER_DAY).getUTCDay();
}

/** Cost of `tokens` tokens at `price` money per million tokens. */
export function tokenCost(tokens: number, price: number): number {
  return (tokens / TOKENS_PER_MTOK) * price;
}
