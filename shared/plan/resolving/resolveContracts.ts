import { isPeopleOfWorkload } from "#shared/plan/headCount.ts";
import { epochDayOf, firstOfMonth, type EpochDay } from "#shared/units.ts";
import { pointerOf } from "#shared/plan/pointer.ts";
import { rateOf } from "#shared/plan/rates.ts";
import type { ResolvedDatedMultiplier } from "./resolvedDated.ts";
import type {
  CentreShare,
  ResolvedCentre,
  ResolvedCommitment,
  ResolvedContracts,
  ResolvedFee,
  ResolvedPriceChange,
  ResolvedRetires,
  ResolvedSeats,
  ResolvedSplit,
  ResolvedTerms,
} from "./resolvedContracts.ts";
import { TOKEN_CLASSES } from "#shared/plan/schema/model.ts";
import type {
  Attempt,
  Centre,
  Commitment,
  CostCentre,
  DatedMultiplier,
  Model,
  Plan,
  PriceChange,
  Retires,
  Seats,
  Split,
} from "#shared/plan/schema/plan.ts";
import { defaultOf } from "#shared/plan/fields/fieldAt.ts";
import { contractFieldsOf } from "#shared/plan/versions.ts";

/** Fills in the defaults of MODEL.md, section 2b. */

/** What a plan says of contracts, with all that it leaves unsaid. */
export function resolveContracts(plan: Plan, start: EpochDay): ResolvedContracts {
  return {
    saysContracts: contractFieldsOf(plan).length > 0,
    currencies: Object.entries(plan.currencies ?? {}).map(([code, { rate, monthlySd = 0 }]) => ({
      code,
      rate,
      monthlySd,
    })),
    seats: Object.entries(plan.seats ?? {}).map(([id, seats]) => resolveSeats(id, seats, plan, start)),
    commitments: Object.entries(plan.commitments ?? {}).map(([id, commitment]) =>
      resolveCommitment(id, commitment, start),
    ),
    costCentres: Object.entries(plan.costCentres ?? {}).map(([id, centre]) => resolveCentre(id, centre)),
  };
}

/** An event of before the start is in force from the first day. */
export function dayOfYear(date: string, start: EpochDay): number {
  return Math.max(0, epochDayOf(date) - start);
}

/** A dated multiplier whose number stands at `pointer`. */
export function resolveDated(dated: DatedMultiplier, pointer: string, start: EpochDay): ResolvedDatedMultiplier {
  return {
    pointer,
    fromDay: dayOfYear(dated.from, start),
    multiplier: dated.multiplier,
    probability: dated.probability ?? 1,
  };
}

/** A change of price whose multiplier stands at `pointer`. */
export function resolvePriceChange(change: PriceChange, pointer: string, start: EpochDay): ResolvedPriceChange {
  const { from, until, multiplier, probability = 1 } = change;
  const byClass = isByClass(multiplier) ? multiplier : null;
  return {
    ...resolveDated({ from, multiplier: isByClass(multiplier) ? 1 : multiplier, probability }, pointer, start),
    untilDay: until === undefined ? Infinity : dayOfYear(until, start),
    byClass,
  };
}

/** The multipliers of a price change by class of token. */
export type ClassMultipliers = Extract<PriceChange["multiplier"], { readonly input?: unknown }>;

/** Whether a price change names classes of token. */
export function isByClass(multiplier: PriceChange["multiplier"]): multiplier is ClassMultipliers {
  return typeof multiplier === "object" && TOKEN_CLASSES.some((name) => Object.hasOwn(multiplier, name));
}

/** The terms of a model. */
export function resolveTerms(terms: Model["terms"]): ResolvedTerms {
  return {
    discount: terms?.discount ?? defaultOf("/models/*/terms/discount"),
    markup: terms?.markup ?? defaultOf("/models/*/terms/markup"),
    tax: terms?.tax ?? 0,
  };
}

/** The end of a model. */
export function resolveRetires(retires: Retires | undefined, start: EpochDay): ResolvedRetires | null {
  if (retires === undefined) return null;
  return {
    day: dayOfYear(retires.on, start),
    successor: retires.successor,
    tokens: retires.tokens ?? defaultOf("/models/*/retires/tokens"),
    probability: retires.probability ?? 1,
  };
}

/** Fees of an entry of attempts, in money of the plan at the rate of its model's currency. */
export function resolveFees(fees: Attempt["fees"], model: Model | undefined, plan: Plan): ResolvedFee[] {
  if (fees === undefined || model === undefined) return [];
  const rate = rateOf(plan, model.price);
  return fees.map(({ perAttempt, price }) => ({ perAttempt, price: price * rate }));
}

/** The cost centers of a workload and their shares; none: it is unassigned. */
export function resolveCostCentre(costCentre: CostCentre | undefined): readonly CentreShare[] {
  if (costCentre === undefined) return [];
  return typeof costCentre === "string" ? [{ centre: costCentre, share: 1 }] : sharesOf(costCentre);
}

/** How a cost that belongs to no workload is split. */
export function resolveSplit(split: Split | undefined): ResolvedSplit {
  if (split === undefined) return "use";
  return typeof split === "string" ? split : sharesOf(split);
}

function sharesOf(shares: Readonly<Record<string, number>>): CentreShare[] {
  return Object.entries(shares).map(([centre, share]) => ({ centre, share }));
}

function resolveSeats(id: string, seats: Seats, plan: Plan, start: EpochDay): ResolvedSeats {
  const { currency, renewal } = seats;
  const renewalAt = pointerOf(["seats", id, "renewal", "multiplier"]);
  return {
    id,
    name: seats.name ?? id,
    ...countOf(seats),
    rate: rateOf(plan, currency === undefined ? {} : { currency }),
    perMonth: seats.perMonth,
    currency: currency === undefined || currency === plan.currency ? null : currency,
    isYearly: seats.cadence === "yearly",
    addOnly: seats.addOnly ?? false,
    tax: seats.tax ?? 0,
    ...allowanceOf(seats, plan),
    renewal: renewal === undefined ? null : resolveDated(renewal, renewalAt, start),
    split: resolveSplit(seats.split),
  };
}

function countOf({ count }: Seats): Pick<ResolvedSeats, "count" | "countOf"> {
  return isPeopleOfWorkload(count) ? { count: 0, countOf: count.of } : { count, countOf: null };
}

/** What seats include, and what becomes of use beyond it. */
function allowanceOf(
  { covers = [], included, overage = "paid", rate = 1 }: Seats,
  { workloads }: Plan,
): Pick<ResolvedSeats, "covers" | "included" | "overageUpTo" | "overageRate"> {
  const first = covers[0] === undefined ? undefined : workloads[covers[0]];
  const spread = included?.userSpread ?? first?.demand.userSpread ?? 0;
  return {
    covers,
    included: included === undefined ? null : { reset: "month", ...included, userSpread: spread },
    overageUpTo: overage === "paid" ? Infinity : overage === "blocked" ? 0 : overage.upTo,
    overageRate: rate,
  };
}

function resolveCommitment(id: string, commitment: Commitment, start: EpochDay): ResolvedCommitment {
  const { covers, from, until } = commitment;
  const fromDay = epochDayOf(from) - start;
  const untilDay = epochDayOf(until) - start;
  const monthDays: number[] = [];
  for (let month = 0; ; month++) {
    const day = firstOfMonth(start, month) - start;
    if (day >= untilDay) break;
    if (day >= fromDay) monthDays.push(day);
  }
  return {
    id,
    name: commitment.name ?? id,
    covers: "models" in covers ? { by: "models", ids: covers.models } : { by: "workloads", ids: covers.workloads },
    amount: commitment.amount,
    fromDay,
    untilDay,
    monthDays,
    discount: commitment.discount ?? 0,
    beyond: commitment.beyond ?? "list",
    paid: commitment.paid ?? "upfront",
    unused: commitment.unused ?? "lost",
    otherSpend: commitment.otherSpend ?? defaultOf("/commitments/*/otherSpend"),
    split: resolveSplit(commitment.split),
  };
}

function resolveCentre(id: string, { name, owner, budget, monthCap }: Centre): ResolvedCentre {
  return {
    id,
    name: name ?? id,
    owner: owner ?? null,
    budget: budget ?? null,
    monthCap:
      monthCap === undefined
        ? null
        : { amount: monthCap.amount, approval: monthCap.approval ?? 0, lagDays: monthCap.lagDays ?? 0 },
  };
}
