import { normalCdf } from "#shared/numerics/normal.ts";
import { resolveScenario } from "#shared/plan/defaults.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { holdUnknowns, unknownAt } from "#shared/plan/unknowns/held.ts";
import { unknownsOf, type Unknown } from "#shared/plan/unknowns/unknowns.ts";
import { sortedQuantile } from "#shared/statistics/quantiles.ts";
import type { StudyContext } from "#shared/studies/study.ts";
import { lifted } from "./targets.ts";

export interface ReverseStressQuestion {
  readonly plan: Plan;
  readonly scenario: string | null;
  /** Fiscal month, 1 the first, by whose end the budget is to be gone. */
  readonly month: number;
}

/** The mildest assumptions under which the budget is spent by a date. */
export interface ReverseStress {
  readonly month: number;
  /**
   * already: it is gone by then in the middle of everything; found: at the point, and not at 0.95 of its distance;
   * beyond: not even six standard deviations away.
   */
  readonly status: "already" | "found" | "beyond";
  /** Distance from the middle of everything, in standard deviations. */
  readonly distance: number;
  /** About how likely assumptions at least as bad in that direction are. */
  readonly chance: number;
  /** What the point is made of, that which goes furthest first. */
  readonly moved: readonly {
    readonly unknown: Unknown;
    readonly score: number;
    readonly value: number;
    readonly middle: number;
  }[];
  /** Spend by the date over the budget: at the point, and at 0.95 of its distance. */
  readonly reached: { readonly at: number; readonly before: number };
  readonly forecasts: number;
}

/**
 * Trials by which the course of a parameter draw is measured: what is left of chance in it is run-to-run variation, and
 * the same everywhere.
 */
const TRIALS = 25;
const STEP = 0.25;
const ROUNDS = 7;
const FARTHEST = 6;
/** A change that may happen is also tried as happening, for those that move most. */
const MOST_EVENTS = 2;
const LEAST_SLOPE = 0.02;
/** The smallest score that is part of a story. */
const LEAST_MOVED = 0.1;

/**
 * The mildest joint change of the unknowns that exhausts the budget by the end of a month: the point of least distance,
 * in standard normal scores, at which half of the trials have spent it. Steps follow the slope of ln spend
 * (Hasofer–Lind–Rackwitz–Fiessler); the point is then drawn in along its ray until it just fails.
 *
 * Source  R. Rackwitz & B. Fiessler (1978), Structural reliability under combined random load sequences, Computers &
 * Structures 9
 */
export async function reverseStressStudy(
  { plan, scenario, month }: ReverseStressQuestion,
  context: StudyContext,
): Promise<ReverseStress> {
  const resolved = lifted(resolveScenario(plan, scenario));
  const all = unknownsOf(resolved);
  const axes = all.filter(({ kind, pointer }) => kind !== "wander" && !/^\/workloads\/[^/]+\/outcome\//.test(pointer));
  const still = all.filter((unknown) => !axes.includes(unknown));
  const spend = spendByDate(resolved, { axes, still, month }, context);
  const goal = Math.log(resolved.budget.amount);
  const overBudget = async (scores: readonly number[]): Promise<number> => Math.exp((await spend.ln(scores)) - goal);
  const middle = axes.map(() => 0);
  const atMiddle = await overBudget(middle);
  const answer = (
    status: ReverseStress["status"],
    scores: readonly number[],
    reached: ReverseStress["reached"],
  ): ReverseStress => ({
    month,
    status,
    distance: normOf(scores),
    chance: normalCdf(-normOf(scores)),
    moved: movedOf(resolved, axes, scores),
    reached,
    forecasts: spend.forecasts(),
  });
  if (atMiddle >= 1) return answer("already", middle, { at: atMiddle, before: atMiddle });
  let best: number[] | null = null;
  for (const start of startsOf(resolved, axes)) {
    const found = await descend(start, goal, spend.ln);
    if (found !== null && (best === null || normOf(found) < normOf(best))) best = found;
  }
  if (best === null) {
    const far = scaledTo(
      middle.map(() => 1),
      FARTHEST,
    );
    return answer("beyond", far, { at: await overBudget(far), before: atMiddle });
  }
  return answer("found", best, {
    at: await overBudget(best),
    before: await overBudget(best.map((score) => 0.95 * score)),
  });
}

/** ln of the spend by a month's end in the middle of the trials, with the unknowns held at scores; counts its forecasts. */
function spendByDate(
  plan: ResolvedPlan,
  about: { readonly axes: readonly Unknown[]; readonly still: readonly Unknown[]; readonly month: number },
  context: StudyContext,
): { readonly ln: (scores: readonly number[]) => Promise<number>; readonly forecasts: () => number } {
  const { axes, still, month } = about;
  let forecasts = 0;
  let expected = (axes.length + 2) * (ROUNDS + 1);
  return {
    forecasts: () => forecasts,
    ln: async (scores) => {
      const held = holdUnknowns(plan, [
        ...axes.map(({ id }, i) => ({ id, score: scores[i]! })),
        ...still.map(({ id }) => ({ id, score: 0 })),
      ]);
      const samples = await context.simulate(held, TRIALS);
      forecasts++;
      expected = Math.max(expected, forecasts);
      context.reportProgress(forecasts, expected);
      const spent = samples.spend
        .map((_, trial) => samples.months.slice(0, month).reduce((sum, own) => sum + own[trial]!, 0))
        .sort();
      return Math.log(Math.max(1e-9, sortedQuantile(spent, 0.5)));
    },
  };
}

/**
 * Where the search begins. The middle is one start; a change that may happen, and then costs, is another: between the
 * two the slope says nothing.
 */
function startsOf(plan: ResolvedPlan, axes: readonly Unknown[]): number[][] {
  const starts = [axes.map(() => 0)];
  for (const [i, unknown] of axes.entries()) {
    if (unknown.kind !== "change" || starts.length > MOST_EVENTS) continue;
    const score = firstThatHappens(plan, unknown);
    if (score !== null) starts.push(axes.map((_, j) => (j === i ? score : 0)));
  }
  return starts;
}

/**
 * Follows the slope from a start to the nearest failing point, and draws it in along its ray. Null: nothing fails
 * within reach.
 */
async function descend(
  start: readonly number[],
  goal: number,
  lnSpend: (scores: readonly number[]) => Promise<number>,
): Promise<number[] | null> {
  let at = [...start];
  // Axes that hardly move spend at the start hardly move it further on: their slopes are taken once.
  let slope: number[] = [];
  let steep = at.map(() => true);
  for (let round = 0; round < ROUNDS; round++) {
    const here = (await lnSpend(at)) - goal;
    const next: number[] = [];
    for (const [i, score] of at.entries())
      next.push(
        steep[i]!
          ? ((await lnSpend(at.map((own, j) => (j === i ? score + STEP : own)))) - goal - here) / STEP
          : slope[i]!,
      );
    slope = next;
    const most = Math.max(...slope.map(Math.abs));
    steep = slope.map((value) => Math.abs(value) >= LEAST_SLOPE * most);
    const square = slope.reduce((sum, value) => sum + value * value, 0);
    if (!(square > 1e-12)) return null;
    const along = slope.reduce((sum, value, i) => sum + value * at[i]!, 0);
    const target = slope.map((value) => ((along - here) / square) * value);
    const bounded = normOf(target) > FARTHEST ? scaledTo(target, FARTHEST) : target;
    const moved = normOf(bounded.map((value, i) => value - at[i]!));
    at = bounded;
    if (moved < 0.02) break;
  }
  // Along the ray: the first place that fails.
  let low = 0;
  let high = 1.25;
  if ((await lnSpend(at.map((score) => high * score))) < goal) return null;
  for (let step = 0; step < 12; step++) {
    const middle = (low + high) / 2;
    if ((await lnSpend(at.map((score) => middle * score))) >= goal) high = middle;
    else low = middle;
  }
  const point = at.map((score) => high * score);
  return normOf(point) > FARTHEST ? null : point;
}

/** The smallest score at which a change happens and costs more than not; null: it never does, or does at the middle. */
function firstThatHappens(plan: ResolvedPlan, unknown: Unknown): number | null {
  if (unknownAt(plan, unknown, 0) > 1 || unknownAt(plan, unknown, 3) <= 1) return null;
  let low = 0;
  let high = 3;
  for (let step = 0; step < 40; step++) {
    const middle = (low + high) / 2;
    if (unknownAt(plan, unknown, middle) > 1) high = middle;
    else low = middle;
  }
  return high + 0.05;
}

function movedOf(plan: ResolvedPlan, axes: readonly Unknown[], scores: readonly number[]): ReverseStress["moved"] {
  return axes
    .map((unknown, i) => ({
      unknown,
      score: scores[i]!,
      value: unknownAt(plan, unknown, scores[i]!),
      middle: unknownAt(plan, unknown, 0),
    }))
    .filter(({ score }) => Math.abs(score) >= LEAST_MOVED)
    .toSorted((one, other) => Math.abs(other.score) - Math.abs(one.score));
}

function normOf(scores: readonly number[]): number {
  return Math.hypot(...scores);
}

function scaledTo(scores: readonly number[], length: number): number[] {
  const own = normOf(scores) || 1;
  return scores.map((score) => (score * length) / own);
}
