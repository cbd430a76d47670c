import type { Samples } from "#shared/engine/samples.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { holdUnknowns, redrawUnknown, unknownAt } from "#shared/plan/unknowns/held.ts";
import type { Unknown } from "#shared/plan/unknowns/unknowns.ts";
import { totalShare, type VarianceShare } from "#shared/statistics/sensitivity.ts";
import { heldDistanceFrom } from "./heldDistance.ts";
import { quantileDistance } from "./quantileDistance.ts";
import { simulateChanged, type YearSamples } from "./simulateChanged.ts";
import type { StudyContext } from "./study.ts";

/** The plan as it stands, its simulated years and its request. */
export interface BaseRun {
  readonly plan: ResolvedPlan;
  readonly samples: Samples;
  readonly ask: number;
  /** What each unknown that moves spend was, by its id. */
  readonly valuesOf: ReadonlyMap<string, Float64Array>;
}

/** What an unknown does when it is held at either end, and when it alone is drawn anew. */
export interface DriverEnds {
  /**
   * The ask with the unknown held where 1 in 10 trials fall below, and where 1 in 10 exceed; null where it has no
   * single value, or moves too little to be asked.
   */
  readonly low: HeldAsk | null;
  readonly high: HeldAsk | null;
  /**
   * Share that goes with it, what it does together with others included; null where it was not asked for, or cannot be
   * after closed months.
   */
  readonly total: VarianceShare | null;
}

export interface HeldAsk {
  /** In the unknown's own unit (`unknownAt`). */
  readonly value: number;
  readonly ask: number;
  /** Standard error of the distance from the ask. */
  readonly error: number;
}

/**
 * Trials of each changed forecast: few at first, and more where an answer is not precise enough yet. A regression goes on
 * from those of a held one to all trials of the base.
 */
const FEW_TRIALS = 500;
const MORE_TRIALS = 1_000;
/** Precise enough: a standard error of so much of the widest bar, or of so much of the variance. */
const PRECISE = 0.02;
/** Held after closed months, whose years weigh each other anew: each distance is that of two forecasts. */
const OBSERVED_TRIALS = 4_000;
/** Unknowns that are asked at once, so that workers have the next at hand while this thread looks at the last. */
const AT_ONCE = 2;
/** Standard normal score of 1 in 10; that of 9 in 10 is its opposite. */
export const LOW_END_SCORE = -1.2815515655446004;

/** Holds each of these unknowns at its ends and draws it anew, on the simulated years of the base; by the unknown's id. */
export async function driverEnds(
  unknowns: readonly Unknown[],
  base: BaseRun,
  { simulate, reportProgress }: StudyContext,
): Promise<ReadonlyMap<string, DriverEnds>> {
  // Before the first, the plan as it stands; of those that are precise at once, the second step is none.
  const steps = 1 + 2 * unknowns.length;
  let step = 1;
  reportProgress(step, steps);
  const asker = await createAsker(base, simulate);
  const few = await forEachOf(unknowns, async (unknown) => {
    const ends = await asker(unknown, FEW_TRIALS, null);
    reportProgress(++step, steps);
    return ends;
  });
  const money = PRECISE * Math.max(...few.map(widthOf));
  const hasMore = base.plan.actuals === null && base.samples.trials > FEW_TRIALS;
  const all = await forEachOf(unknowns, async (unknown, i) => {
    const ends = hasMore ? await asker(unknown, MORE_TRIALS, preciseOf(few[i]!, money)) : few[i]!;
    reportProgress(++step, steps);
    return ends;
  });
  return new Map(unknowns.map(({ id }, i) => [id, all[i]!]));
}

/** Asks what an unknown does in so many trials, but for what is known of it precisely enough. */
type Asker = (unknown: Unknown, trials: number, known: DriverEnds | null) => Promise<DriverEnds>;

async function createAsker(base: BaseRun, simulate: StudyContext["simulate"]): Promise<Asker> {
  const { plan, samples, ask, valuesOf } = base;
  const { confidence } = plan.budget;
  const distanceOf = heldDistanceFrom(samples, confidence);
  const observed = plan.actuals === null ? null : await simulate(plan, OBSERVED_TRIALS);
  const changed = (other: ResolvedPlan, trials: number): Promise<YearSamples> =>
    simulateChanged(simulate, base, other, Math.min(trials, samples.trials));
  const heldAt = async (unknown: Unknown, score: number, trials: number): Promise<HeldAsk> => {
    const other = holdUnknowns(plan, [{ id: unknown.id, score }]);
    const held = observed === null ? await changed(other, trials) : await simulate(other, OBSERVED_TRIALS);
    const distance =
      observed === null ? distanceOf(valuesOf.get(unknown.id)!, held) : quantileDistance(observed, held, confidence);
    return { value: unknownAt(plan, unknown, score), ask: ask + distance.value, error: distance.error };
  };
  const redrawnShare = async (unknown: Unknown, trials: number): Promise<VarianceShare> => {
    const redrawn = await changed(redrawUnknown(plan, unknown), trials);
    return totalShare(samples.spend.subarray(0, redrawn.trials), redrawn.spend);
  };
  return async (unknown, trials, known) => {
    // Wander has no ends to hold it at; a draw that knows nothing of the closed months would be one of another plan.
    const hasEnds = unknown.kind !== "wander";
    const [low, high, total] = await Promise.all([
      hasEnds ? (known?.low ?? heldAt(unknown, LOW_END_SCORE, trials)) : null,
      hasEnds ? (known?.high ?? heldAt(unknown, -LOW_END_SCORE, trials)) : null,
      observed === null ? (known?.total ?? redrawnShare(unknown, trials)) : null,
    ]);
    return { low, high, total };
  };
}

/** Money between the two ends; 0: it has none. */
function widthOf({ low, high }: DriverEnds): number {
  return low === null || high === null ? 0 : Math.abs(high.ask - low.ask);
}

/** What is so precise that more trials would move no end that a reader could see, and no percent that is printed. */
function preciseOf({ low, high, total }: DriverEnds, money: number): DriverEnds {
  const endOf = (end: HeldAsk | null): HeldAsk | null => (end !== null && end.error <= money ? end : null);
  return { low: endOf(low), high: endOf(high), total: total !== null && total.error <= PRECISE ? total : null };
}

/** Answers by place, a few of them under way at a time. */
async function forEachOf<Item, Answer>(
  items: readonly Item[],
  ask: (item: Item, index: number) => Promise<Answer>,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < items.length) {
      const index = next++;
      answers[index] = await ask(items[index]!, index);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return answers;
}
