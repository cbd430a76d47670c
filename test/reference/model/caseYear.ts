import { betaDraw } from "#shared/distributions/beta.ts";
import { drawUncertain } from "#shared/distributions/uncertain.ts";
import { middleUsers } from "#shared/plan/headCount.ts";
import { normalQuantile } from "#shared/numerics/normal.ts";
import { claimOf } from "#shared/plan/claim.ts";
import type { ResolvedPlan, ResolvedWorkload } from "#shared/plan/resolved.ts";
import { ANYWAY, type ResolvedCase } from "#shared/plan/resolving/resolvedValue.ts";
import type { Uncertain } from "#shared/plan/schema/plan.ts";
import { streamOf, under, uniformAt, type Key } from "#shared/random/random.ts";
import { estimateEffect } from "#shared/value/effect.ts";
import { pointerOf } from "#shared/plan/pointer.ts";
import { workingDays } from "./calendar.ts";
import { asShare, atLeastZero, scoresByPointer } from "./draws.ts";
import { sum } from "./tally.ts";

// Sections 2c and 3b, but for the decision (decision.ts). What is estimated of before and after (3c) is held by an
// outside program and taken as it is.

export const GATES = ["works", "adopted", "flows", "captured", "product"] as const;
export type Gate = (typeof GATES)[number];

/** What a trial drew for a case. */
export interface PlainCase {
  readonly open: Readonly<Record<Gate, boolean>>;
  /** δ if it is real; 0 without a target. */
  readonly effect: number;
  /** r times the factor of `adopted`, whatever the gates say. */
  readonly gain: number;
  readonly anyway: number;
  /** Money of the hours that one outcome saves, as claimed, and the share of it that is worth its cost. */
  readonly hoursMoney: number;
  readonly share: number;
  readonly lag: number;
  readonly capacityPerDay: number;
  readonly harm: number;
  readonly oneOff: readonly { readonly month: number; readonly amount: number }[];
  readonly runCost: number;
  readonly sightError: number;
}

/** What a case came to in a year; money, by fiscal month where it is a list. */
export interface PlainCaseYear {
  readonly open: PlainCase["open"];
  readonly released: readonly number[];
  readonly waiting: number;
  readonly benefit: readonly number[];
  readonly later: number;
  readonly claimed: readonly number[];
  readonly net: readonly number[];
  /** Null: not within the plan. */
  readonly paysBackIn: number | null;
}

/** What a workload did, by fiscal month; money of one captured outcome. */
export interface PlainMonths {
  readonly outcomes: readonly number[];
  readonly spend: readonly number[];
  readonly besides: readonly number[];
  readonly outcomeValue: number;
}

/** Draws the case of a workload in the trial whose key is given. */
export function drawPlainCase(plan: ResolvedPlan, workload: ResolvedWorkload, key: Key): PlainCase {
  const own = workload.case!;
  const score = scoresByPointer(plan, key);
  const draw = (keys: readonly (string | number)[], value: Uncertain): number =>
    atLeastZero(drawUncertain(value, score(pointerOf(["workloads", workload.id, "case", ...keys]))));
  const uniform = (purpose: string): number => uniformAt(under(key, "case", workload.id, purpose), 0);
  const estimate = own.metric === null ? null : estimateOnce(own.metric);
  const isEstimated = estimate !== null && "shown" in estimate;
  const real = isEstimated ? estimate.againstClaim : null;
  const claim =
    own.metric?.target === undefined ? null : claimOf(own.metric.target, own.metric.better, own.metric.scale);
  const effect =
    claim === null
      ? 0
      : real !== null
        ? real.ifReal.quantile(uniform("effect"))
        : claim.mean + claim.sd * normalQuantile(uniform("effect"));
  const people = countedPeople(plan, workload, own);
  const theta =
    people === null
      ? null
      : betaDraw(0.5 + people.did, 0.5 + people.eligible - people.did, streamOf(under(key, "people", workload.id)));
  const { saved } = own;
  return {
    open: gatesOf(plan, workload, own, key, { bayesFactor: real?.bayesFactor ?? null, isCounted: people !== null }),
    effect,
    gain: (claim === null ? 1 : effect / claim.mean) * (theta === null ? 1 : Math.min(1, theta / people!.needed)),
    anyway: asShare(draw(["anyway"], own.anyway ?? (isEstimated ? 0 : ANYWAY))),
    hoursMoney:
      saved === null ? 0 : draw(["saved", "hours"], saved.hours) * draw(["saved", "hourlyCost"], saved.hourlyCost),
    share: saved === null ? 0 : asShare(draw(["saved", "share"], saved.share)),
    lag: Math.floor(draw(["lagMonths"], own.lagMonths) + 0.5),
    capacityPerDay: Math.min(
      Infinity,
      ...own.workflow.flatMap(({ capacityPerDay }, i) =>
        capacityPerDay === null ? [] : [draw(["workflow", i, "capacityPerDay"], capacityPerDay)],
      ),
    ),
    harm: sum(own.disbenefits.map(({ perOutcome }, i) => draw(["disbenefits", i, "perOutcome"], perOutcome))),
    oneOff: own.oneOff.map(({ month, amount }, i) => ({ month, amount: draw(["oneOff", i, "amount"], amount) })),
    runCost: draw(["runCost"], own.runCost),
    sightError: normalQuantile(uniform("sight")),
  };
}

const estimates = new WeakMap<object, ReturnType<typeof estimateEffect>>();

/** An estimate is the same in every trial. */
function estimateOnce(metric: NonNullable<ResolvedCase["metric"]>): ReturnType<typeof estimateEffect> {
  const estimate = estimates.get(metric) ?? estimateEffect(metric);
  estimates.set(metric, estimate);
  return estimate;
}

const isKnown = (grade: string | undefined): boolean => grade === "measured" || grade === "sampled";

/** The last count of people, if it was measured or sampled and its group is not small. */
function countedPeople(
  { people }: ResolvedPlan,
  workload: ResolvedWorkload,
  { behaviour }: ResolvedCase,
): { readonly did: number; readonly eligible: number; readonly needed: number } | null {
  if (behaviour === null || !isKnown(behaviour.grade) || behaviour.eligible < 10) return null;
  if (middleUsers(people, workload.demand.users) < 10) return null;
  const did = behaviour.did?.values.findLast((value) => value !== null) ?? null;
  return did === null ? null : { did, eligible: behaviour.eligible, needed: behaviour.needed };
}

function gatesOf(
  plan: ResolvedPlan,
  workload: ResolvedWorkload,
  own: ResolvedCase,
  key: Key,
  known: { readonly bayesFactor: number | null; readonly isCounted: boolean },
): Record<Gate, boolean> {
  const b = plan.value.baseRate ** (1 / 5);
  const capacities = own.workflow.flatMap(({ capacityPerDay }) => (capacityPerDay === null ? [] : [capacityPerDay]));
  const facts: Partial<Record<Gate, boolean>> = {
    adopted: known.isCounted,
    flows: capacities.length > 0 && capacities.every((one) => typeof one === "object" && isKnown(one.evidence?.grade)),
    captured:
      plan.actuals?.workloads.find(({ id }) => id === workload.id)?.benefit.some((one) => (one ?? 0) > 0) ?? false,
    product: workload.status === "production",
  };
  const isOpen = (gate: Gate): boolean => {
    const { passed: k, of: n } = plan.value.record[gate] ?? { passed: 0, of: 0 };
    // The firm's rate: one for all workloads.
    const rate = betaDraw(20 * b + k, 20 * (1 - b) + n - k, streamOf(under(key, "rate", gate)));
    const factor = known.bayesFactor;
    const chance = gate === "works" && factor !== null ? (rate * factor) / (1 - rate + rate * factor) : rate;
    return facts[gate] === true || uniformAt(under(key, "opens", workload.id, gate), 0) < chance;
  };
  return Object.fromEntries(GATES.map((gate) => [gate, isOpen(gate)])) as Record<Gate, boolean>;
}

/** What a case comes to; from month `stopped` on its running costs end. `booked` is what finance has booked. */
export function plainCaseYear(
  plan: ResolvedPlan,
  own: PlainCase,
  { outcomes, spend, besides, outcomeValue }: PlainMonths,
  booked: readonly (number | null)[] = [],
  stopped = Infinity,
): PlainCaseYear {
  const released: number[] = [];
  let waiting = 0;
  for (const [month, done] of outcomes.entries()) {
    waiting += done;
    const most = own.capacityPerDay === Infinity ? waiting : own.capacityPerDay * workingDays(plan, month).length;
    released.push(Math.min(waiting, most));
    waiting -= released.at(-1)!;
  }
  const gain = GATES.every((gate) => own.open[gate]) ? own.gain : 0;
  const worth = gain * (outcomeValue * (1 - own.anyway) + own.hoursMoney * own.share);
  const benefit = outcomes.map((_, month) => booked[month] ?? worth * (released[month - own.lag] ?? 0));
  const net = outcomes.map(
    (done, month) =>
      benefit[month]! -
      spend[month]! -
      besides[month]! -
      own.harm * done -
      sum(own.oneOff.filter((one) => one.month === month).map(({ amount }) => amount)) -
      (month < stopped ? own.runCost : 0),
  );
  const cumulative = net.map((_, month) => sum(net.slice(0, month + 1)));
  const below = cumulative.findLastIndex((money) => money < 0);
  return {
    open: own.open,
    released,
    waiting,
    benefit,
    later: worth * sum(released.filter((_, month) => month + own.lag >= released.length)),
    claimed: outcomes.map((done) => done * (outcomeValue + own.hoursMoney)),
    net,
    paysBackIn: below + 1 < net.length ? below + 1 : null,
  };
}
