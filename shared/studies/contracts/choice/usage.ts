import type { Samples } from "#shared/engine/samples.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import type { Plan, Seats } from "#shared/plan/schema/plan.ts";
import { lifted } from "#shared/studies/targets/targets.ts";
import type { StudyContext } from "#shared/studies/study.ts";
import { coveredBy, termOf, withoutContracts } from "./optionPlans.ts";
import type { SeatsTerms } from "./offers.ts";

/** Columns of a figure: one a fiscal month, one number a trial in each. */
export type Months = readonly Float64Array[];

/** What workloads use under no contract of theirs, in simulated years: what every contract is charged by. */
export interface MeteredUse {
  readonly trials: number;
  /** The first month that is not closed; contracts are chosen from then on. */
  readonly openMonth: number;
  /** By workload: usage cost, and what each money of it is charged with tax (1: tax is not counted). */
  readonly usage: Readonly<Record<string, Months>>;
  readonly taxed: Readonly<Record<string, Float64Array>>;
  /** By workload: people. */
  readonly people: Readonly<Record<string, Months>>;
  /** By workload of the plan: usage cost of the year that a commitment in place of theirs would cover. */
  readonly covered: Readonly<Record<string, Float64Array>>;
  /** By id of an offer: fee of one seat, and money of the plan for one of its currency. */
  readonly fee: Readonly<Record<string, Months>>;
  readonly worth: Readonly<Record<string, Months>>;
}

/** Seats whose fee is looked at, under the id that they have in the options. */
export interface PricedSeats {
  readonly id: string;
  readonly terms: SeatsTerms;
}

/**
 * Simulates the workloads under no contract. One seat of each offer goes along, which covers nothing, so that its fee
 * is drawn as in the options; a seat that follows people counts them, and one of price 1 says the rate of its currency.
 */
export async function meteredUse(
  plan: Plan,
  workloads: readonly string[],
  offers: readonly PricedSeats[],
  simulate: StudyContext["simulate"],
  trials: number,
): Promise<MeteredUse> {
  const bare = withoutContracts(plan, workloads);
  const kept = Object.keys(bare.seats ?? {}).length;
  const probes: [string, Seats][] = [
    ...offers.map(({ id, terms }): [string, Seats] => [id, oneSeat(terms)]),
    ...workloads.map((id): [string, Seats] => [`people of ${id}`, { count: { of: id }, perMonth: 1 }]),
    ...offers.map(({ id, terms: { currency } }): [string, Seats] => [
      `worth of ${id}`,
      { count: 1, perMonth: 1, ...(currency === undefined ? {} : { currency }) },
    ]),
  ];
  const resolved = lifted(
    resolvePlan({
      ...bare,
      seats: { ...bare.seats, ...Object.fromEntries(probes) },
      commitments: {
        ...bare.commitments,
        // It pays for nothing, and knows what it would.
        covered: { covers: coveredBy(plan, workloads), amount: 0, ...termOf(plan) },
      },
    }),
  );
  const samples = await simulate(resolved, trials);
  const { costMonths, commitments, workloads: used } = samples.contracts!;
  const months = resolved.monthStarts.length - 1;
  const openMonth = resolved.actuals?.months ?? 0;
  const placeOf = (id: string): number => resolved.workloads.findIndex((workload) => workload.id === id);
  const seatMonths = (probe: number): Months =>
    Array.from({ length: months }, (_, month) => costMonths!.seats(kept + probe, month));
  const taxed = Object.fromEntries(
    workloads.map((id) => [id, taxFactor(samples, placeOf(id), openMonth, months, used[placeOf(id)]!.usage)]),
  );
  return {
    trials: samples.trials,
    openMonth,
    taxed,
    usage: Object.fromEntries(
      workloads.map((id) => [
        id,
        Array.from({ length: months }, (_, month) => {
          const charged = costMonths!.workloads(placeOf(id), month);
          return charged.map((money, t) => money / (month < openMonth ? 1 : taxed[id]![t]!));
        }),
      ]),
    ),
    people: Object.fromEntries(workloads.map((id, i) => [id, seatMonths(offers.length + i)])),
    covered: Object.fromEntries(resolved.workloads.map(({ id }, w) => [id, commitments.at(-1)!.covered[w]!] as const)),
    fee: Object.fromEntries(offers.map(({ id }, i) => [id, seatMonths(i)])),
    worth: Object.fromEntries(offers.map(({ id }, i) => [id, seatMonths(offers.length + workloads.length + i)])),
  };
}

/** A seat that includes nothing. */
function oneSeat({ included: _, overage: __, rate: ___, ...terms }: SeatsTerms): Seats {
  return { ...terms, count: 1 };
}

/** What each money of usage is charged in the open months: 1 and its tax, where the budget counts it. */
function taxFactor(
  { contracts }: Samples,
  place: number,
  openMonth: number,
  months: number,
  usage: Float64Array,
): Float64Array {
  const charged = new Float64Array(usage.length);
  const used = usage.slice();
  for (let month = 0; month < months; month++) {
    const money = contracts!.costMonths!.workloads(place, month);
    for (let t = 0; t < money.length; t++)
      if (month < openMonth) used[t]! -= money[t]!;
      else charged[t]! += money[t]!;
  }
  return charged.map((money, t) => (used[t]! > 0 ? money / used[t]! : 1));
}
