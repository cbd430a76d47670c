import { normalCdf, normalUpperQuantile } from "#shared/numerics/normal.ts";
import { lnTokensAtScore, scoreOfLnTokens, type TokensCurve } from "#shared/distributions/tokens.ts";

/**
 * Where an attempt's tail begins: normal scores beyond which attempts, and runaways, are drawn one by one, and the
 * chances to lie there.
 */
export interface TailCut {
  readonly tailScore: number;
  readonly tailShare: number;
  readonly runawayTailScore: number;
  readonly runawayTailShare: number;
}

/**
 * The sum of a typical month's body may be this skew: it is drawn with its skewness, and what a fourth moment would add
 * to its P99 is then below 0.05 of the month's own variation, over a year below 0.01 of the year's.
 */
const SKEW_ALLOWED = 0.5;
/**
 * No task of the body may be dearer than this share of the root mean square of the month's sum. Else three moments
 * would move some of the sum's quantiles down when a cap far out is raised, though no task becomes cheaper (law 5):
 * they do above 0.7.
 */
const HEAVIEST_ALLOWED = 0.5;
/** No more than these are drawn one by one, as a share of all attempts and as attempts a month. */
const LARGEST_TAIL = 0.03;
const MOST_A_MONTH = 5;
/** Beyond this normal scores lose meaning. */
const SMALLEST_TAIL = 1e-12;

/** Nothing is drawn one by one. */
export const NO_TAIL: TailCut = {
  tailScore: normalUpperQuantile(SMALLEST_TAIL),
  tailShare: SMALLEST_TAIL,
  runawayTailScore: normalUpperQuantile(SMALLEST_TAIL),
  runawayTailShare: SMALLEST_TAIL,
};

/**
 * Cuts at one number of tokens, the same for attempts and runaways: the largest for which the sum of what remains in a
 * month of `tasks` tasks is nearly normal. Light tails and large counts need hardly any tail, heavy or rare ones much.
 */
export function cutTail(about: {
  readonly curve: TokensCurve;
  readonly limit: number;
  readonly tasks: number;
  readonly slots: number;
  readonly runawayShare: number;
  readonly factors: readonly { readonly lnFactor: number; readonly weight: number }[];
}): TailCut {
  const { curve, limit, tasks, slots, runawayShare, factors } = about;
  const most = Math.min(LARGEST_TAIL, MOST_A_MONTH / tasks) / slots;
  const lnLimit = Math.log(limit);
  const dearest = Math.max(...factors.map(({ lnFactor }) => lnFactor), 0);
  const cutAt = (lnCut: number): TailCut => {
    // Nothing exceeds the limit: a cut there is a cut at the last attempt.
    const score = lnCut >= lnLimit ? Infinity : scoreOfLnTokens(curve, lnCut);
    const tailShare = Math.max(SMALLEST_TAIL, normalCdf(-score));
    const runawayScore = lnCut >= lnLimit ? Infinity : scoreOfLnTokens(curve, lnCut - middleFactor(factors));
    const beyond = normalCdf(-runawayScore);
    const runawayTailShare = runawayShare === 0 ? 0 : beyond > 0.7 ? 1 : Math.max(SMALLEST_TAIL, beyond);
    return {
      tailShare,
      runawayTailShare,
      tailScore: normalUpperQuantile(tailShare),
      runawayTailScore:
        runawayShare === 0 ? Infinity : runawayTailShare === 1 ? -Infinity : normalUpperQuantile(runawayTailShare),
    };
  };
  const top = Math.min(lnLimit, lnTokensAtScore(curve, 7) + dearest);
  let cut = cutAt(top);
  for (let lnCut = top; lnCut > curve.logMean; lnCut -= 0.15) {
    const next = cutAt(lnCut);
    if ((1 - runawayShare) * next.tailShare + runawayShare * next.runawayTailShare > most) break;
    cut = next;
    const { skew, rootMeanSquare } = sumOf(about, cut);
    if (skew <= SKEW_ALLOWED && lnCut - curve.logMean <= Math.log(HEAVIEST_ALLOWED * rootMeanSquare)) break;
  }
  return cut;
}

function middleFactor(factors: readonly { readonly lnFactor: number; readonly weight: number }[]): number {
  return factors.reduce((sum, { lnFactor, weight }) => sum + weight * lnFactor, 0);
}

/**
 * Of a compound Poisson sum of the attempts below the cut: skewness E[X³] / (√n · E[X²]^1.5), and root mean square √n ·
 * E[X²]^0.5 in multiples of the curve's middle.
 */
function sumOf(
  { curve, limit, tasks, runawayShare, factors }: Parameters<typeof cutTail>[0],
  cut: TailCut,
): { readonly skew: number; readonly rootMeanSquare: number } {
  let second = 0;
  let third = 0;
  const step = 0.25;
  for (let g = -4; g < 7.5; g += step) {
    const chance = normalCdf(g + step) - normalCdf(g);
    const ln = lnTokensAtScore(curve, g + step / 2) - curve.logMean;
    const add = (lnTokens: number, weight: number): void => {
      const tokens = Math.exp(Math.min(lnTokens, Math.log(limit) - curve.logMean));
      second += weight * tokens * tokens;
      third += weight * tokens * tokens * tokens;
    };
    if (g + step / 2 < cut.tailScore) add(ln, (1 - runawayShare) * chance);
    if (runawayShare === 0 || g + step / 2 >= cut.runawayTailScore) continue;
    for (const { lnFactor, weight } of factors) add(ln + lnFactor, runawayShare * weight * chance);
  }
  return { skew: third / (Math.sqrt(tasks) * second ** 1.5), rootMeanSquare: Math.sqrt(tasks * second) };
}
