import { bisectLeft, bisectRight } from "d3-array";
import { normalQuantile } from "#shared/numerics/normal.ts";
import type { Samples } from "#shared/engine/samples.ts";
import { replayOf } from "#shared/engine/simulate.ts";
import { unknownDraws, type UnknownDraws } from "#shared/engine/unknownDraws.ts";
import { effectiveTrials } from "#shared/forecast/answers/simulationError.ts";
import { resolveScenario } from "#shared/plan/defaults.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import type { Unknown } from "#shared/plan/unknowns/unknowns.ts";
import { firstOrderShare } from "#shared/statistics/sensitivity.ts";
import { isoMonthOf } from "#shared/units.ts";
import { STUDY_TRIALS, type StudyContext } from "./study.ts";

export interface TrialQuestion {
  readonly plan: Plan;
  /** Null: the plan itself. */
  readonly scenario: string | null;
  /** The trial that so large a share of all lies below, by the year's spend (0: the cheapest, 1: the dearest). */
  readonly rank: number;
}

/** One trial month by month: the very trial that the forecast has. Money. */
export interface TrialStory {
  /** Its place by spend, from the cheapest, 1 the first. */
  readonly place: number;
  readonly trials: number;
  readonly spend: number;
  readonly months: readonly TrialMonth[];
  /** The parts of a month, in the order of the plan. */
  readonly workloads: readonly { readonly id: string; readonly name: string }[];
  readonly fixedCosts: readonly { readonly id: string; readonly name: string }[];
  /** Months that are closed: they are the same in every trial. */
  readonly closed: number;
  readonly budget: number;
  /** Day of the year, 0 the first, on which the budget is reached; null: it lasts. */
  readonly spentOn: number | null;
  /** Values in this simulated year, that which made most of its difference first. */
  readonly drawn: readonly DrawnUnknown[];
}

export interface TrialMonth {
  /** "2027-04". */
  readonly month: string;
  readonly spend: number;
  readonly cumulative: number;
  readonly workloads: readonly number[];
  readonly fixedCosts: readonly number[];
  /** Money of no workload and no fixed cost: what closed months do not assign, seats, and what commitments lose. */
  readonly other: number;
}

export interface DrawnUnknown {
  readonly unknown: Unknown;
  readonly value: number;
  /** Share of all trials that drew less, those that drew the same counting half. */
  readonly rank: number;
}

/** The trial at a rank of the year's spend, from a replay of its trial and by what it drew. */
export async function trialStudy(
  { plan, scenario, rank }: TrialQuestion,
  { simulate, seed, reportProgress }: StudyContext,
): Promise<TrialStory> {
  const resolved = resolveScenario(plan, scenario);
  reportProgress(0, 1);
  const samples = await simulate(resolved, STUDY_TRIALS);
  const { order, unknowns } = readOff(samples, resolved, seed);
  const index = Math.min(samples.trials - 1, Math.max(0, Math.round(rank * samples.trials) - 1));
  const place = order[index]!;
  const year = replayOf(resolved, seed).trial(samples.reforecast?.trialOf[place] ?? place);
  let cumulative = 0;
  const months = Array.from(year.months, (spend, m): TrialMonth => {
    cumulative += spend;
    const workloads = year.workloads.map((own) => own[m]!);
    const fixedCosts = year.fixedCosts.map((own) => own[m]!);
    const parts = [...workloads, ...fixedCosts].reduce((sum, part) => sum + part, 0);
    return {
      month: isoMonthOf(resolved.monthStarts[m]!),
      spend,
      cumulative,
      workloads,
      fixedCosts,
      // What is left of a sum by rounding is nothing.
      other: spend - parts > 1e-9 * spend ? spend - parts : 0,
    };
  });
  return {
    place: index + 1,
    trials: samples.trials,
    spend: samples.spend[place]!,
    months,
    workloads: resolved.workloads.map(({ id, name }) => ({ id, name })),
    fixedCosts: resolved.fixedCosts.map(({ id, name }) => ({ id, name })),
    closed: resolved.actuals?.months ?? 0,
    budget: resolved.budget.amount,
    spentOn: year.runOutDay < 0 ? null : year.runOutDay,
    drawn: drawnBy(unknowns, place),
  };
}

interface Weighed extends UnknownDraws {
  /** How much of the spend's spread it explains alone, as a share of the standard deviation. */
  readonly weight: number;
  readonly sorted: Float64Array;
}

interface ReadOff {
  /** Trials by spend, cheapest first. */
  readonly order: Uint32Array;
  readonly unknowns: readonly Weighed[];
}

const known = new WeakMap<Samples, ReadOff>();

/**
 * What is worked out once for the samples of a plan: whoever steps from trial to trial waits for it only at the
 * first.
 */
function readOff(samples: Samples, resolved: ResolvedPlan, seed: number): ReadOff {
  const before = known.get(samples);
  if (before !== undefined) return before;
  const trialOf = samples.reforecast?.trialOf ?? Float64Array.from({ length: samples.trials }, (_, trial) => trial);
  const independent = effectiveTrials(samples);
  const made: ReadOff = {
    order: Uint32Array.from({ length: samples.trials }, (_, trial) => trial).sort(
      (a, b) => samples.spend[a]! - samples.spend[b]! || a - b,
    ),
    unknowns: unknownDraws(resolved, seed, trialOf)
      .filter(({ unknown }) => !unknown.pointer.includes("/outcome/"))
      .map((draws) => ({
        ...draws,
        weight: Math.sqrt(firstOrderShare(draws.values, samples.spend, independent).share),
        sorted: draws.values.slice().sort(),
      })),
  };
  known.set(samples, made);
  return made;
}

function drawnBy(unknowns: readonly Weighed[], trial: number): DrawnUnknown[] {
  return unknowns
    .map(({ unknown, values, weight, sorted }) => {
      const value = values[trial]!;
      const rank = (bisectLeft(sorted, value) + bisectRight(sorted, value)) / (2 * sorted.length);
      return {
        unknown,
        value,
        rank,
        moved: weight * Math.abs(normalQuantile(Math.min(1 - 1e-6, Math.max(1e-6, rank)))),
      };
    })
    .toSorted((one, other) => other.moved - one.moved)
    .map(({ unknown, value, rank }) => ({ unknown, value, rank }));
}
