import { isCertain } from "#shared/distributions/uncertain.ts";
import { impossibleTogether } from "#shared/plan/check/crossChecks.ts";
import { rankPointer } from "#shared/plan/defaults.ts";
import { omit, type PlanEdit } from "#shared/plan/edits/edits.ts";
import { pathOf } from "#shared/plan/pointer.ts";
import { assumptionRegister } from "#shared/plan/register/assumptions.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { pairableInputs } from "#shared/plan/unknowns/inputs.ts";
import { inItsVersion } from "#shared/plan/versions.ts";
import { withPairs, type Pair } from "./pairScenarios.ts";

/** An assumption that can move together with others: uncertain, and drawn once a simulated year. */
export interface PairedNumber {
  readonly pointer: string;
  /** Such as "Tasks per person and day, Agentic coding". */
  readonly label: string;
}

/** Every assumption that can be paired; the points of an adoption curve are one. */
export function pairableNumbers(plan: Plan): PairedNumber[] {
  const labels = new Map(assumptionRegister(plan).map(({ pointer, label }) => [pointer, label]));
  const found = new Map<string, PairedNumber>();
  for (const { pointer, value } of pairableInputs(plan)) {
    const rank = rankPointer(pointer);
    if (isCertain(value) || found.has(rank)) continue;
    const label = labels.get(pointer) ?? pointer;
    found.set(rank, { pointer: rank, label: rank === pointer ? label : `Adoption, ${workloadName(plan, pointer)}` });
  }
  return [...found.values()];
}

function workloadName(plan: Plan, pointer: string): string {
  const id = pathOf(pointer)?.[1] ?? "";
  return plan.workloads[id]?.name ?? id;
}

/** What the two sides of a pair are called. */
export function pairLabels(plan: Plan, { between }: Pair): [string, string] {
  const labels = new Map(pairableNumbers(plan).map(({ pointer, label }) => [pointer, label]));
  return between.map((pointer) => labels.get(rankPointer(pointer)) ?? pointer) as [string, string];
}

/** The strengths that have a word; any other is a number. */
export const STRENGTHS: readonly { readonly rank: number; readonly word: string }[] = [
  { rank: 0.3, word: "weakly" },
  { rank: 0.5, word: "moderately" },
  { rank: 0.7, word: "strongly" },
  { rank: -0.3, word: "weakly opposed" },
  { rank: -0.5, word: "moderately opposed" },
  { rank: -0.7, word: "strongly opposed" },
];

/** A pair at the end of the list, as near to `rank` as the others allow. */
export function addPair(plan: Plan, between: readonly [string, string], rank: number): PlanEdit {
  const pairs = [...(plan.correlations ?? []), { between: [...between] as [string, string], rank }];
  const possible = nearestRank(pairs, pairs.length - 1) ?? rank;
  return {
    name: "let two assumptions move together",
    plan: paired(plan, pairs.with(-1, { ...pairs.at(-1)!, rank: possible })),
  };
}

/** Two assumptions that are not paired yet, for "Add a pair": the first such; null: there are none. */
export function nextPair(plan: Plan): readonly [string, string] | null {
  const numbers = pairableNumbers(plan);
  const taken = new Set((plan.correlations ?? []).map(({ between }) => pairKey(between)));
  for (const [i, one] of numbers.entries())
    for (const other of numbers.slice(i + 1)) {
      const between = [one.pointer, other.pointer] as const;
      if (!taken.has(pairKey(between))) return between;
    }
  return null;
}

function pairKey(between: readonly [string, string]): string {
  return between.map(rankPointer).toSorted().join(" ");
}

/** The plan without a pair. */
export function removePair(plan: Plan, at: number): PlanEdit {
  return { name: "remove a pair", plan: paired(plan, (plan.correlations ?? []).toSpliced(at, 1)) };
}

/** How closely a pair moves together, −1 to 1. */
export function setPairRank(plan: Plan, at: number, rank: number): PlanEdit {
  return { name: "change how closely a pair moves together", plan: withPair(plan, at, (pair) => ({ ...pair, rank })) };
}

/** Why a pair moves together; an empty text takes it away. */
export function setPairWhy(plan: Plan, at: number, why: string): PlanEdit {
  const typed = why.trim();
  return {
    name: "change why a pair moves together",
    plan: withPair(plan, at, (pair) => (typed === "" ? omit(pair, "why") : { ...pair, why: typed })),
  };
}

function paired(plan: Plan, pairs: readonly Pair[]): Plan {
  return inItsVersion(withPairs(plan, pairs), plan);
}

function withPair(plan: Plan, at: number, change: (pair: Pair) => Pair): Plan {
  return paired(
    plan,
    (plan.correlations ?? []).map((pair, i) => (i === at ? change(pair) : pair)),
  );
}

/**
 * Where the pairs of a plan cannot all hold: which of them to change, the last of those that contradict each other, and
 * the rank nearest to its own at which they can. Null: they can, or no rank of one pair helps.
 */
export function possibleRank(plan: Plan): { readonly at: number; readonly rank: number } | null {
  const pairs = plan.correlations ?? [];
  if (canHold(pairs)) return null;
  for (let at = pairs.length - 1; at >= 0; at--) {
    const rank = nearestRank(pairs, at);
    if (rank !== null) return { at, rank };
  }
  return null;
}

function canHold(pairs: readonly Pair[]): boolean {
  return impossibleTogether([...pairs]).length === 0;
}

/** The rank nearest to a pair's own, to two digits, at which all pairs can hold; null: there is none. */
function nearestRank(pairs: readonly Pair[], at: number): number | null {
  const wanted = pairs[at]!.rank;
  if (canHold(pairs)) return wanted;
  const hundredths = Math.round(wanted * 100);
  for (let step = 1; step <= 200; step++)
    for (const rank of [(hundredths - step) / 100, (hundredths + step) / 100])
      if (Math.abs(rank) <= 1 && canHold(pairs.map((pair, i) => (i === at ? { ...pair, rank } : pair)))) return rank;
  return null;
}

/** A pair that would follow from those there are: the same assumption of a third workload, which moves with neither. */
export interface PairSuggestion {
  readonly between: readonly [string, string];
  readonly rank: number;
  /** Such as "Tasks per person and day". */
  readonly what: string;
  /** Workloads that have it, and those of them that move together. */
  readonly workloads: number;
  readonly together: number;
}

/** The first such pair; null: there is none. */
export function suggestedPair(plan: Plan): PairSuggestion | null {
  const numbers = pairableNumbers(plan).filter(({ pointer }) => pointer.startsWith("/workloads/"));
  const pairs = plan.correlations ?? [];
  for (const { between, rank } of pairs) {
    const [one, other] = between.map((pointer) => fieldOfWorkload(rankPointer(pointer)));
    if (one === null || one === undefined || one !== other) continue;
    const alike = numbers.filter(({ pointer }) => fieldOfWorkload(pointer) === one);
    const paired = new Set(
      pairs.flatMap((pair) => pair.between.map(rankPointer)).filter((pointer) => fieldOfWorkload(pointer) === one),
    );
    const third = alike.find(({ pointer }) => !paired.has(pointer));
    if (third === undefined) continue;
    return {
      between: [rankPointer(between[0]), third.pointer],
      rank,
      what: third.label.split(",")[0]!,
      workloads: alike.length,
      together: paired.size,
    };
  }
  return null;
}

/** The field of a workload that a pointer leads to, without the workload: "/demand/tasksPerUserPerDay"; else null. */
function fieldOfWorkload(pointer: string): string | null {
  const [part, , ...rest] = pathOf(pointer) ?? [];
  return part === "workloads" ? `/${rest.join("/")}` : null;
}
