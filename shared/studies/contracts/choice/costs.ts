import { tabledUseBeyond, useTable } from "#shared/distributions/personUse.ts";
import type { SeatsTerms } from "./offers.ts";
import type { MeteredUse, Months } from "./usage.ts";

/** What contracts cost in each simulated year, by what was used in it: as the engine charges it, without another year. */

/** Months of a term. */
const TERM = 12;

/** Seats that are priced: the offer under its id, and the workloads that they cover, the first one's people first. */
export interface CostedSeats {
  readonly id: string;
  readonly terms: SeatsTerms;
  readonly covers: readonly string[];
  /** How unlike people are, of an allowance a person. */
  readonly userSpread: number;
}

/** Fees and overage of so many seats in the open months, by trial; null: one for each person. */
export type SeatsCost = (count: number | null) => Float64Array;

/** The cost of seats as a function of their number. */
export function seatsCost(use: MeteredUse, seats: CostedSeats): SeatsCost {
  const { id, terms, covers } = seats;
  const { openMonth, trials } = use;
  const fees = use.fee[id]!;
  const persons = use.people[covers[0]!]!;
  const usage = together(covers.map((workload) => use.usage[workload]!));
  const taxed = taxOfAll(use, covers);
  const charged = terms.rate ?? 1;
  const overage = overageOf(use, seats, usage);
  return (count) => {
    const cost = new Float64Array(trials);
    overage(count, cost);
    for (let t = 0; t < trials; t++) cost[t]! *= charged * taxed[t]!;
    for (let month = openMonth; month < fees.length; month++)
      for (let t = 0; t < trials; t++) cost[t]! += fees[month]![t]! * (count ?? persons[month]![t]!);
    return cost;
  };
}

/** The number of seats beyond which more of them change nothing but their fees. */
export function mostSeats(use: MeteredUse, { id, terms: { included }, covers }: CostedSeats): number {
  const { openMonth } = use;
  if (!(included.amount > 0)) return 0;
  const most = (months: Months): number =>
    months.slice(openMonth).reduce((high, month) => month.reduce((one, value) => Math.max(one, value), high), 0);
  if (included.share === "person") return Math.ceil(most(use.people[covers[0]!]!));
  const usage = together(covers.map((workload) => use.usage[workload]!));
  const parts = included.reset === "term" ? termsOf(usage.length) : usage.map((_, month) => [month]);
  let high = 0;
  for (const months of parts.filter(([first]) => first! >= openMonth)) {
    const worth = use.worth[id]![months[0]!]!;
    const granted = included.amount * (included.reset === "term" ? TERM : 1);
    for (let t = 0; t < use.trials; t++) {
      const used = months.reduce((sum, month) => sum + usage[month]![t]!, 0);
      high = Math.max(high, used / (granted * worth[t]!));
    }
  }
  return Math.ceil(high);
}

/** Adds the overage of so many seats to `into`, by trial, before its rate and tax. */
function overageOf(
  { openMonth, trials, people, worth }: MeteredUse,
  { id, terms: { included }, covers, userSpread }: CostedSeats,
  usage: Months,
): (count: number | null, into: Float64Array) => void {
  const rates = worth[id]!;
  const persons = people[covers[0]!]!;
  if (included.share === "person") {
    const table = useTable(included.userSpread ?? userSpread);
    return (count, into) => {
      for (let month = openMonth; month < usage.length; month++)
        for (let t = 0; t < trials; t++) {
          const held = count ?? persons[month]![t]!;
          const n = Math.max(1, Math.min(held, persons[month]![t]!));
          const each = (included.amount * rates[month]![t]! * Math.min(held, n)) / n;
          into[t]! += Math.min(usage[month]![t]!, n * tabledUseBeyond(table, usage[month]![t]! / n, each, n));
        }
    };
  }
  if (included.reset === "term") {
    const terms = termsOf(usage.length).map((months) => ({
      used: sumOf(
        months.map((month) => usage[month]!),
        trials,
      ),
      worth: rates[months[0]!]!,
      people: persons[months[0]!]!,
    }));
    return (count, into) => {
      for (const term of terms)
        for (let t = 0; t < trials; t++)
          into[t]! += Math.max(0, term.used[t]! - included.amount * term.worth[t]! * (count ?? term.people[t]!) * TERM);
    };
  }
  return (count, into) => {
    for (let month = openMonth; month < usage.length; month++)
      for (let t = 0; t < trials; t++)
        into[t]! += Math.max(
          0,
          usage[month]![t]! - included.amount * rates[month]![t]! * (count ?? persons[month]![t]!),
        );
  };
}

/** Fiscal months by term. */
function termsOf(months: number): number[][] {
  const terms: number[][] = [];
  for (let month = 0; month < months; month++) {
    if (month % TERM === 0) terms.push([]);
    terms.at(-1)!.push(month);
  }
  return terms;
}

/** What these workloads cost at metered prices in the open months, with tax where it counts. */
export function meteredCost(use: MeteredUse, workloads: readonly string[]): Float64Array {
  const cost = new Float64Array(use.trials);
  for (const workload of workloads) {
    const usage = sumOf(use.usage[workload]!.slice(use.openMonth), use.trials);
    for (let t = 0; t < cost.length; t++) cost[t]! += usage[t]! * use.taxed[workload]![t]!;
  }
  return cost;
}

/** What a commitment of an amount changes of what is paid for the use that it covers, by trial. */
export interface CommitmentCost {
  readonly change: (amount: number) => Float64Array;
  /** What an endless balance would be drawn by, and the share of years that the cheapest amount is enough in. */
  readonly needs: Float64Array;
  readonly level: number;
}

/**
 * The change of cost by a commitment at a discount d: what it draws saves d/(1 − d) of itself, with the tax on it, and
 * what is left of it is lost. One unit more costs 1 and returns 1/(1 − d) where it is drawn, so that the cheapest amount
 * is the quantile of what is needed at d (with tax: at τd/(1 − d + τd), τ being what each money of use is charged).
 */
export function commitmentCost(use: MeteredUse, covers: readonly string[], discount: number): CommitmentCost {
  const covered = sumOf(
    covers.map((workload) => use.covered[workload]!),
    use.trials,
  );
  const taxed = taxOfAll(
    use,
    covers.filter((workload) => Object.hasOwn(use.taxed, workload)),
  );
  const needs = covered.map((money) => (1 - discount) * money);
  const tax = meanOf(taxed);
  return {
    needs,
    level: (tax * discount) / (1 - discount + tax * discount),
    change: (amount) =>
      needs.map((need, t) => {
        const drawn = Math.min(amount, need);
        return amount - drawn - (taxed[t]! * drawn * discount) / (1 - discount);
      }),
  };
}

function taxOfAll(use: MeteredUse, workloads: readonly string[]): Float64Array {
  const used = new Float64Array(use.trials);
  const charged = new Float64Array(use.trials);
  for (const workload of workloads) {
    const usage = sumOf(use.usage[workload]!.slice(use.openMonth), use.trials);
    for (let t = 0; t < used.length; t++) {
      used[t]! += usage[t]!;
      charged[t]! += usage[t]! * use.taxed[workload]![t]!;
    }
  }
  return charged.map((money, t) => (used[t]! > 0 ? money / used[t]! : 1));
}

function together(columns: readonly Months[]): Months {
  return (columns[0] ?? []).map((_, month) => {
    const sum = new Float64Array(columns[0]![month]!.length);
    for (const months of columns) for (let t = 0; t < sum.length; t++) sum[t]! += months[month]![t]!;
    return sum;
  });
}

function sumOf(columns: readonly Float64Array[], trials: number): Float64Array {
  const sum = new Float64Array(trials);
  for (const column of columns) for (let t = 0; t < trials; t++) sum[t]! += column[t]!;
  return sum;
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
