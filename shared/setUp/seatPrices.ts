/** List prices of tools that are paid by the seat, US dollars a seat and month, as published on the day. */
export interface SeatPrice {
  readonly name: string;
  readonly perMonth: number;
  /** What the seat includes, in a few words. */
  readonly terms: string;
  readonly source: string;
}

export const SEAT_PRICES_DATE = "2026-11-29";

/** Seat tools that can be chosen by name; every other one is typed with its price. */
export const SEAT_PRICES: readonly SeatPrice[] = [
  {
    name: "Copilot Business",
    perMonth: 19,
    terms: "with $19 of use each, pooled",
    source: "GitHub documentation, billing of organizations and enterprises",
  },
  {
    name: "Copilot Enterprise",
    perMonth: 39,
    terms: "with $39 of use each, pooled",
    source: "GitHub documentation, billing of organizations and enterprises",
  },
  {
    name: "Cursor Teams Standard",
    perMonth: 40,
    terms: "with an allowance for each person",
    source: "Cursor documentation, plans of teams",
  },
  {
    name: "Cursor Teams Premium",
    perMonth: 120,
    terms: "with a larger allowance for each person",
    source: "Cursor documentation, plans of teams",
  },
];
