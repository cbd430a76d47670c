import { hasReached } from "#shared/plan/budget.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import type { ResolvedCommitment } from "#shared/plan/resolving/resolvedContracts.ts";
import { DAYS_PER_MONTH } from "#shared/units.ts";
import { under, uniformAt, type Key } from "#shared/random/random.ts";
import { endsMonth, monthOf } from "./calendar.ts";
import type { Parameters } from "./parameters.ts";
import { inForce } from "./price.ts";
import { sum } from "./tally.ts";
import { over, peopleOn } from "./userCap.ts";

// Sections 3.9b, 3.11, 3.11a and 3.11b.

/** Money on both bases. */
export interface Money {
  effective: number;
  cash: number;
}

/** One workload's day after all caps: usage cost, by model too, and what of it is worked and charged. */
export interface WorkedDay {
  use: number;
  byModel: number[];
  /** Share of the work that contracts let be done. */
  worked: number;
  effective: number;
  cash: number;
  tax: number;
}

/** Contracts as a year goes on. */
export interface ContractState {
  readonly seats: {
    held: number;
    heldByMonth: number[];
    /** Fees a month by the month in which seats were added, of seats paid by year. */
    yearly: number;
    spend: number;
    overage: number;
    overageOfMonth: number;
    unused: number;
    granted: number;
    drawn: number;
    left: number;
    meanUse: number;
    today: { drawn: number; done: number };
  }[];
  readonly commitments: {
    left: number;
    drawn: number;
    beyond: number;
    lost: number;
    today: { drawn: number; beyond: number };
  }[];
  readonly centres: { spent: number; byDay: number[]; approved: boolean | null }[];
}

/** Before the first day. */
export function emptyContracts(plan: ResolvedPlan): ContractState {
  return {
    seats: plan.seats.map(() => ({
      held: 0,
      heldByMonth: [],
      yearly: 0,
      spend: 0,
      overage: 0,
      overageOfMonth: 0,
      unused: 0,
      granted: 0,
      drawn: 0,
      left: 0,
      meanUse: 0,
      today: { drawn: 0, done: 0 },
    })),
    commitments: plan.commitments.map(() => ({
      left: 0,
      drawn: 0,
      beyond: 0,
      lost: 0,
      today: { drawn: 0, beyond: 0 },
    })),
    centres: plan.costCentres.map(() => ({ spent: 0, byDay: [], approved: null })),
  };
}

function worthOf(plan: ResolvedPlan, parameters: Parameters, currency: string | null, day: number): number {
  const at = plan.currencies.findIndex(({ code }) => code === currency);
  return at < 0 ? 1 : parameters.currencies[at]![monthOf(plan, day)]!;
}

/** Takes the seats of a month on its first day; returns fees and tax on them. */
export function takeSeats(
  plan: ResolvedPlan,
  parameters: Parameters,
  state: ContractState,
  day: number,
): Money & { tax: number } {
  const month = monthOf(plan, day);
  const fees = { effective: 0, cash: 0, tax: 0 };
  plan.seats.forEach((seats, s) => {
    const own = state.seats[s]!;
    const { count, headGrowth, headsByMonth, perMonth, renewal } = parameters.seats[s]!;
    const heads =
      (headsByMonth?.[month] ?? 1) * (1 + headGrowth) ** ((plan.monthStarts[month]! - plan.start) / DAYS_PER_MONTH);
    const w = plan.workloads.findIndex(({ id }) => id === seats.countOf);
    const want = w < 0 ? count * heads : peopleOn(plan, parameters, w, day);
    const isFirst = month % 12 === 0;
    const before = isFirst ? 0 : own.held;
    const held = (seats.isYearly || seats.addOnly) && !isFirst ? Math.max(want, before) : want;
    const worth = worthOf(plan, parameters, seats.currency, day);
    const price = perMonth * seats.rate * worth * inForce(renewal, day);
    const left = 12 - (month % 12);
    if (isFirst) own.yearly = 0;
    own.yearly += (held - before) * price;
    const effective = seats.isYearly ? own.yearly : held * price;
    const cash = seats.isYearly ? (held - before) * price * left : held * price;
    const factor = plan.budget.taxIncluded ? 1 + seats.tax : 1;
    fees.effective += effective * factor;
    fees.cash += cash * factor;
    fees.tax += effective * seats.tax;
    own.spend += effective * factor;
    own.heldByMonth.push(held);
    own.meanUse = own.overageOfMonth = 0;
    if (seats.included !== null) {
      const amount = seats.included.amount * seats.rate * worth;
      const grant = seats.included.reset === "term" ? amount * (held - before) * left : amount * held;
      own.left += grant;
      own.granted += grant;
    }
    own.held = held;
  });
  return fees;
}

/** Balances of commitments on the first day of a month; returns what is owed. */
export function payCommitments(plan: ResolvedPlan, parameters: Parameters, state: ContractState, day: number): number {
  return sum(
    plan.commitments.map((commitment, c) => {
      const own = state.commitments[c]!;
      const { fromDay, untilDay, amount, paid, unused, monthDays } = commitment;
      if (Math.max(0, fromDay) === day && (day < untilDay || unused === "rolls")) own.left = amount;
      if (fromDay <= day && day < untilDay) own.left = Math.max(0, own.left - parameters.otherSpend[c]!);
      if (paid === "upfront") return fromDay === day ? amount : 0;
      return paid === "monthly" && monthDays.includes(day) ? amount / monthDays.length : 0;
    }),
  );
}

/** Stops work of cost centers that have used up their month. */
export function capCentres(plan: ResolvedPlan, state: ContractState, days: WorkedDay[], day: number, key: Key): void {
  plan.costCentres.forEach(({ id, monthCap }, c) => {
    if (monthCap === null) return;
    const own = state.centres[c]!;
    const first = plan.monthStarts[monthOf(plan, day)]! - plan.start;
    if (day === first) Object.assign(own, { spent: 0, byDay: [], approved: null });
    const of = workloadsOf(plan, id);
    const use = sum(of.map((w) => days[w]!.use));
    const room = Math.max(0, monthCap.amount - own.spent);
    const known = own.byDay[day - first - monthCap.lagDays];
    const acts = monthCap.lagDays === 0 ? use > room : known !== undefined && hasReached(known, monthCap.amount);
    if (!acts) return;
    own.approved ??= uniformAt(under(key, "centre", id), monthOf(plan, day)) < monthCap.approval;
    if (own.approved) return;
    for (const w of of) scale(days[w]!, monthCap.lagDays === 0 ? room / use : 0);
  });
}

function workloadsOf(plan: ResolvedPlan, centre: string): number[] {
  return plan.workloads.flatMap(({ costCentre }, w) =>
    costCentre.length === 1 && costCentre[0]!.centre === centre ? [w] : [],
  );
}

function scale(day: WorkedDay, share: number): void {
  day.use *= share;
  day.byModel = day.byModel.map((use) => use * share);
  day.worked *= share;
}

/** Allowances of seats: what is done of the day, and what of it is charged. */
export function allow(
  plan: ResolvedPlan,
  parameters: Parameters,
  state: ContractState,
  days: WorkedDay[],
  day: number,
): void {
  plan.seats.forEach((seats, s) => {
    const own = state.seats[s]!;
    own.today = { drawn: 0, done: 0 };
    if (seats.included === null) return;
    const of = seats.covers.map((id) => plan.workloads.findIndex((workload) => workload.id === id));
    const use = sum(of.map((w) => days[w]!.use));
    if (use === 0) return;
    const worth = worthOf(plan, parameters, seats.currency, day) * seats.rate;
    let overage = Math.max(0, use - own.left);
    if (seats.included.share === "person") {
      const n = Math.max(1, Math.min(own.held, peopleOn(plan, parameters, of[0]!, day)));
      const a = (seats.included.amount * worth * Math.min(own.held, n)) / n;
      const beyond = (M: number): number => over(M, a, n, seats.included!.userSpread);
      overage = Math.min(use, Math.max(0, n * (beyond(own.meanUse + use / n) - beyond(own.meanUse))));
      own.meanUse += use / n;
    }
    const room = Math.max(0, seats.overageUpTo * worth - own.overageOfMonth);
    const most = seats.overageUpTo === 0 ? 0 : seats.overageRate === 0 ? Infinity : room / seats.overageRate;
    const done = Math.min(overage, most);
    own.today = { drawn: use - overage, done };
    for (const w of of) {
      const one = days[w]!;
      one.effective = one.cash = (done * seats.overageRate * one.use) / use;
      scale(one, done === overage ? 1 : (use - overage + done) / use);
    }
  });
}

/** Commitments: what they draw of the day, and what is charged beyond. */
export function draw(plan: ResolvedPlan, state: ContractState, days: WorkedDay[], day: number): void {
  const bySeats = new Set(plan.seats.flatMap(({ covers }) => covers));
  plan.commitments.forEach((commitment, c) => {
    const own = state.commitments[c]!;
    own.today = { drawn: 0, beyond: 0 };
    if (commitment.fromDay > day || (day >= commitment.untilDay && commitment.unused !== "rolls")) return;
    const covered = plan.workloads.map(({ id }, w) =>
      bySeats.has(id) ? 0 : coveredUse(plan, commitment, days[w]!, id),
    );
    const use = sum(covered);
    if (use === 0) return;
    const rate = 1 - commitment.discount;
    const share = Math.min(1, own.left / (rate * use));
    const beyondRate = commitment.beyond === "discounted" && day < commitment.untilDay ? rate : 1;
    own.today = { drawn: share * rate * use, beyond: (1 - share) * use * beyondRate };
    covered.forEach((part, w) => {
      const drawn = share * rate * part;
      const beyond = (1 - share) * part * beyondRate;
      days[w]!.effective += drawn + beyond - part;
      days[w]!.cash += (commitment.paid === "asUsed" ? drawn : 0) + beyond - part;
    });
  });
}

function coveredUse({ models }: ResolvedPlan, { covers }: ResolvedCommitment, day: WorkedDay, id: string): number {
  if (covers.by === "workloads") return covers.ids.includes(id) ? day.use : 0;
  return sum(models.map((model, m) => (covers.ids.includes(model.id) ? day.byModel[m]! : 0)));
}

/** Books the share of the day that the budget allows. */
export function bookContracts(plan: ResolvedPlan, state: ContractState, days: WorkedDay[], share: number): void {
  state.seats.forEach((own, s) => {
    const charged = own.today.done * plan.seats[s]!.overageRate * share;
    own.overage += charged;
    own.overageOfMonth += charged;
    own.drawn += own.today.drawn * share;
    own.left = Math.max(0, own.left - own.today.drawn * share);
  });
  for (const own of state.commitments) {
    own.left = Math.max(0, own.left - own.today.drawn * share);
    own.drawn += own.today.drawn * share;
    own.beyond += own.today.beyond * share;
  }
  state.centres.forEach((own, c) => {
    own.spent += share * sum(workloadsOf(plan, plan.costCentres[c]!.id).map((w) => days[w]!.use));
    own.byDay.push(own.spent);
  });
}

/** Balances that are lost and allowances that are forfeited at the end of a day; returns what is lost. */
export function forfeit(plan: ResolvedPlan, state: ContractState, day: number): Money {
  const lost = { effective: 0, cash: 0 };
  plan.commitments.forEach(({ untilDay, unused, paid }, c) => {
    if (day + 1 !== untilDay || unused === "rolls") return;
    const own = state.commitments[c]!;
    lost.effective += own.left;
    if (paid === "asUsed") lost.cash += own.left;
    own.lost = own.left;
    own.left = 0;
  });
  if (!endsMonth(plan, day)) return lost;
  plan.seats.forEach(({ included }, s) => {
    if (included === null || (included.reset === "term" && monthOf(plan, day) % 12 !== 11)) return;
    const own = state.seats[s]!;
    own.unused += own.granted - own.drawn;
    own.left = own.granted = own.drawn = 0;
  });
  return lost;
}
