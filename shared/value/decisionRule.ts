import { sortedQuantile } from "#shared/statistics/quantiles.ts";

/**
 * What a decision at a date is worth: in every trial what is observed on that day, and the year's net if the use passes
 * or fails there. Means over trials.
 */
export interface DecisionWorth {
  /** Share of trials whose sight passes the rule. */
  readonly passes: number;
  /** The better of always and never. */
  readonly today: number;
  /** Mean net of what the rule selects, less `today`; negative: the rule is worse than deciding now. */
  readonly ruleWorth: number;
  /** What looking is worth: the expected value of sample information, by the best cut; at least 0. */
  readonly bestWorth: number;
  /** The cut that is best over all trials, on the scale of the sight; null: always or never is. */
  readonly bestCut: number | null;
}

/** Every trial's sight, the larger the better, and its net of the year if it passes and if it fails. */
interface Trials {
  readonly observed: Float64Array;
  readonly netPass: Float64Array;
  readonly netFail: Float64Array;
}

/** Percentiles of the sight that are tried as cuts: 5, 10 … 95. */
const CUT_LEVELS = Array.from({ length: 19 }, (_, i) => (i + 1) / 20);

const ALWAYS = -Infinity;
const NEVER = Infinity;

/**
 * The worth of the rule "pass where the sight is at least `atLeast`". A sight of −Infinity always fails: nothing was
 * observed. The best cut is chosen on even trials and counted on odd ones and the other way round, so that chance is
 * not taken for foresight.
 */
export function decisionWorth(
  observed: Float64Array,
  netPass: Float64Array,
  netFail: Float64Array,
  atLeast: number,
): DecisionWorth {
  const trials = { observed, netPass, netFail };
  const all = Array.from(observed, (_, i) => i);
  const even = all.filter((trial) => trial % 2 === 0);
  const odd = all.filter((trial) => trial % 2 === 1);
  const today = Math.max(meanNet(trials, all, ALWAYS), meanNet(trials, all, NEVER));
  const cuts = cutsOf(observed);
  const crossed =
    odd.length === 0
      ? today
      : (even.length * meanNet(trials, even, bestCutOn(trials, odd, cuts)) +
          odd.length * meanNet(trials, odd, bestCutOn(trials, even, cuts))) /
        all.length;
  const best = bestCutOn(trials, all, cuts);
  return {
    passes: observed.reduce((count, value) => count + (value >= atLeast ? 1 : 0), 0) / observed.length,
    today,
    ruleWorth: meanNet(trials, all, atLeast) - today,
    bestWorth: Math.max(0, crossed - today),
    bestCut: Number.isFinite(best) ? best : null,
  };
}

/** Mean net of some trials where each passes if its sight reaches the cut. */
function meanNet({ observed, netPass, netFail }: Trials, of: readonly number[], cut: number): number {
  let sum = 0;
  for (const trial of of) {
    // "Always" passes also who saw nothing.
    const isPassed = cut === ALWAYS || (cut !== NEVER && observed[trial]! >= cut);
    sum += isPassed ? netPass[trial]! : netFail[trial]!;
  }
  return sum / of.length;
}

function cutsOf(observed: Float64Array): number[] {
  const sorted = observed.toSorted();
  // Between two sights of −Infinity there is no point.
  const points = CUT_LEVELS.map((level) => sortedQuantile(sorted, level)).filter((cut) => Number.isFinite(cut));
  return [ALWAYS, NEVER, ...points];
}

/** The first of the cuts with the highest mean. */
function bestCutOn(trials: Trials, of: readonly number[], cuts: readonly number[]): number {
  let best = { cut: ALWAYS, mean: -Infinity };
  for (const cut of cuts) {
    const mean = meanNet(trials, of, cut);
    if (mean > best.mean) best = { cut, mean };
  }
  return best.cut;
}
