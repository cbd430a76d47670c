/** What is believed of an effect before the look: it is real with this chance, and then N(mean, sd²); else it is 0. */
export interface EffectPrior {
  /** 0 to 1. */
  readonly chance: number;
  /** On the scale of the effect, where up is better. */
  readonly mean: number;
  readonly sd: number;
}

/** What a look at the effect will show, and from which effect on the use is worth its cost. */
export interface Look {
  /** Standard deviation of what is observed around the effect, on its scale: `goodTo` of the rule. */
  readonly error: number;
  /** The effect at which keeping the use brings as much as it costs, above 0. */
  readonly breakEven: number;
}

/** Beyond so many errors and spreads from the middle no look shows anything. */
const FARTHEST = 1e6;

/**
 * The cut from which on it pays to keep a use, where its effect δ is observed as s = δ + error·N(0,1): the s at which the
 * mean of δ, given s, is the effect that breaks even. What keeping brings is taken to grow in proportion to δ.
 *
 * Derivation. Keeping brings v·(δ − b) with v > 0, so that after the look it pays exactly where E[δ | s] ≥ b, and no
 * other rule on s brings more. With a = error² and t = sd²: E[δ | s] = p(s)·m(s), m(s) = (mean·a + t·s) ÷ (a + t) and
 * logit p(s) = logit chance + ½·ln(a ÷ (a + t)) + s² ÷ 2a − (s − mean)² ÷ 2(a + t). The slope of the logit is
 * m(s) ÷ a, so that p rises wherever m is positive: E[δ | s] meets b once, and halving finds it. With sd 0 it is
 * mean/2 + error²/mean · ln((1 − chance)·b ÷ (chance·(mean − b))): half of the claim where it is as likely real as not
 * and the use then brings what it else loses, higher the less is believed and the larger the error.
 *
 * Null: never keep it (no look could show enough), or nothing is believed. An error of 0 shows δ itself: the cut is b.
 *
 * Source  H. Raiffa & R. Schlaifer (1961), Applied Statistical Decision Theory, chapter 5 (linear loss)
 */
export function suggestedCut(prior: EffectPrior, { error, breakEven }: Look): number | null {
  if (!(prior.chance > 0) || !(breakEven > 0) || !(error >= 0)) return null;
  // What is observed can raise the mean of the effect to the effect itself, and no further.
  if (prior.sd === 0 && prior.mean <= breakEven) return null;
  if (error === 0) return breakEven;
  const pays = (observed: number): boolean => meanEffectAfter(prior, error, observed) >= breakEven;
  const spread = Math.hypot(error, prior.sd);
  let low = prior.mean;
  let high = prior.mean;
  for (let step = spread; pays(low); step *= 2) {
    low -= step;
    // Certain of an effect that pays: whatever is observed, it is kept.
    if (step > FARTHEST * spread) return null;
  }
  for (let step = spread; !pays(high); step *= 2) {
    high += step;
    if (step > FARTHEST * spread) return null;
  }
  for (let step = 0; step < 100; step++) {
    const middle = (low + high) / 2;
    if (pays(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** E[δ | s]: the mean of the effect after a look that showed `observed`. */
function meanEffectAfter({ chance, mean, sd }: EffectPrior, error: number, observed: number): number {
  const [a, t] = [error * error, sd * sd];
  const logit =
    Math.log(chance) -
    Math.log1p(-chance) +
    Math.log(a / (a + t)) / 2 +
    (observed * observed) / (2 * a) -
    (observed - mean) ** 2 / (2 * (a + t));
  return (mean * a + t * observed) / (a + t) / (1 + Math.exp(-logit));
}
