import { isPeopleOfWorkload } from "#shared/plan/headCount.ts";
import { inItsVersion } from "#shared/plan/versions.ts";
import { freshId } from "#shared/plan/ids.ts";
import type { Commitment, Plan, Seats } from "#shared/plan/schema/plan.ts";
import { epochDayOf, firstOfMonth, isoDateOf } from "#shared/units.ts";
import type { CommitmentTerms, SeatsTerms } from "./offers.ts";

/** Plans that differ in the contracts of some workloads alone, and how contracts lie on workloads and models. */

/** Seats of an option: what is offered, for whom, and how many. */
export interface SeatsChoice {
  readonly id: string;
  readonly terms: SeatsTerms;
  /** The first one's people have them. */
  readonly covers: readonly string[];
  /** Null: one for each person of the first. */
  readonly count: number | null;
}

export interface CommitmentChoice {
  readonly id: string;
  readonly terms: CommitmentTerms;
  /** Money of the plan. */
  readonly amount: number;
}

/** The workloads whose contracts are chosen together: those asked for, and what shares seats with them. */
export function withShared({ workloads, seats = {} }: Plan, asked: readonly string[]): string[] {
  const all = new Set(asked);
  for (let size = -1; size !== all.size;) {
    size = all.size;
    for (const { covers = [] } of Object.values(seats))
      if (covers.some((id) => all.has(id))) covers.forEach((id) => all.add(id));
  }
  return Object.keys(workloads).filter((id) => all.has(id));
}

/** The plan without the seats of these workloads; commitments by workload no longer cover them. */
export function withoutSeats(plan: Plan, workloads: readonly string[]): Plan {
  const isOf = ({ count, covers = [] }: Seats): boolean =>
    covers.some((id) => workloads.includes(id)) || (isPeopleOfWorkload(count) && workloads.includes(count.of));
  const commitments = Object.entries(plan.commitments ?? {}).flatMap(([id, own]): [string, Commitment][] => {
    if ("models" in own.covers) return [[id, own]];
    const rest = own.covers.workloads.filter((workload) => !workloads.includes(workload));
    return rest.length === 0 ? [] : [[id, { ...own, covers: { workloads: rest } }]];
  });
  const seats = Object.entries(plan.seats ?? {}).filter(([, own]) => !isOf(own));
  return withContracts(plan, Object.fromEntries(seats), Object.fromEntries(commitments));
}

/** The plan without contracts of these workloads: neither seats nor a commitment to what they use. */
export function withoutContracts(plan: Plan, workloads: readonly string[]): Plan {
  const { seats = {} } = withoutSeats(plan, workloads);
  const replaced = commitmentsOf(plan, workloads);
  const commitments = Object.entries(plan.commitments ?? {}).filter(([id]) => !replaced.includes(id));
  return withContracts(plan, seats, Object.fromEntries(commitments));
}

function withContracts(plan: Plan, seats: NonNullable<Plan["seats"]>, commitments: NonNullable<Plan["commitments"]>) {
  const { seats: _, commitments: __, ...rest } = plan;
  return {
    ...rest,
    ...(Object.keys(seats).length === 0 ? {} : { seats }),
    ...(Object.keys(commitments).length === 0 ? {} : { commitments }),
  } satisfies Plan;
}

/** Models that workloads use, and those that follow where one retires. */
function modelsOf({ models, workloads }: Plan, ids: readonly string[]): string[] {
  const used = new Set(
    ids.flatMap((id) => Object.entries(workloads[id]!.attempts).map(([entry, { model = entry }]) => model)),
  );
  for (const id of used) {
    const successor = models[id]?.retires?.successor;
    // A set goes on to what is added while it is walked.
    if (successor !== undefined) used.add(successor);
  }
  return Object.keys(models).filter((id) => used.has(id));
}

/** Ids of the commitments that pay for use of these workloads. */
function commitmentsOf(plan: Plan, workloads: readonly string[]): string[] {
  const models = modelsOf(plan, workloads);
  return Object.entries(plan.commitments ?? {}).flatMap(([id, { covers }]) => {
    const isOf =
      "models" in covers
        ? covers.models.some((model) => models.includes(model))
        : covers.workloads.some((workload) => workloads.includes(workload));
    return isOf ? [id] : [];
  });
}

/**
 * What a commitment in place of these workloads' contracts covers: what the commitments covered that it replaces, and
 * what these workloads use. Models, unless the plan's commitments are by workload.
 */
export function coveredBy(plan: Plan, workloads: readonly string[]): Commitment["covers"] {
  const covers = commitmentsOf(plan, workloads).map((id) => plan.commitments![id]!.covers);
  const isByWorkload = Object.values(plan.commitments ?? {}).some((own) => "workloads" in own.covers);
  if (isByWorkload) {
    const all = new Set([...workloads, ...covers.flatMap((own) => ("workloads" in own ? own.workloads : []))]);
    return { workloads: Object.keys(plan.workloads).filter((id) => all.has(id)) };
  }
  const all = new Set([...modelsOf(plan, workloads), ...covers.flatMap((own) => ("models" in own ? own.models : []))]);
  return { models: Object.keys(plan.models).filter((id) => all.has(id)) };
}

/** First day, and the day after the last, of a commitment for all whole months of the year that are open. */
export function termOf({ fiscalYear, actuals }: Plan): { readonly from: string; readonly until: string } {
  const start = epochDayOf(fiscalYear.start);
  const first = isoDateOf(start).endsWith("-01") ? 0 : 1;
  return {
    from: isoDateOf(firstOfMonth(start, Math.max(first, (actuals?.months.length ?? 0) + first))),
    until: isoDateOf(firstOfMonth(start, fiscalYear.months)),
  };
}

/** The plan with these contracts in place of those of the workloads; ids as they were given. */
export function withChoice(
  plan: Plan,
  workloads: readonly string[],
  seats: SeatsChoice | null,
  commitment: CommitmentChoice | null,
): Plan {
  // Seats alone leave commitments by model as they are: they go on paying for what others use.
  const bare =
    commitment === null && seats !== null ? withoutSeats(plan, workloads) : withoutContracts(plan, workloads);
  const seated = seats === null ? bare : { ...bare, seats: { ...bare.seats, [seats.id]: seatsFrom(seats) } };
  if (commitment === null) return inItsVersion(seated, plan);
  const covers = coveredBy(plan, workloads);
  const own: Commitment = {
    name: commitment.terms.name,
    covers:
      "models" in covers || seats === null
        ? covers
        : { workloads: covers.workloads.filter((id) => !seats.covers.includes(id)) },
    amount: commitment.amount,
    ...termOf(plan),
    discount: commitment.terms.discount,
    ...(commitment.terms.paid === undefined ? {} : { paid: commitment.terms.paid }),
  };
  return inItsVersion({ ...seated, commitments: { ...seated.commitments, [commitment.id]: own } }, plan);
}

function seatsFrom({ terms, covers, count }: SeatsChoice): Seats {
  return {
    ...terms,
    // All work is done in every option, or their costs could not be compared.
    overage: "paid",
    count: count ?? { of: covers[0]! },
    covers: [...covers],
  };
}

/** An id for seats of an option: that of the plan's own seats which they replace, else a new one. */
export function seatsIdOf(plan: Plan, workloads: readonly string[], offerId: string, { name }: SeatsTerms): string {
  const kept = withoutSeats(plan, workloads).seats ?? {};
  return Object.hasOwn(plan.seats ?? {}, offerId) && !Object.hasOwn(kept, offerId) ? offerId : freshId(name, kept);
}
