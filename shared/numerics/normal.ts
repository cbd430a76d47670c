/**
 * Standard normal: the score scale on which everything that may be correlated is drawn.
 *
 * Support     all real x
 * Mean        0
 * Variance    1
 * Sources     quantile: M. J. Wichura (1988), Algorithm AS 241 (PPND16), Applied Statistics 37(3), 477–484;
 *             distribution: W. J. Cody (1993), Algorithm 715 (ANORM), ACM TOMS 19(1), 22–32
 */

const INVERSE_SQRT_2PI = 0.398_942_280_401_432_677_94;

/** Probability density at `x`. */
export function normalDensity(x: number): number {
  return INVERSE_SQRT_2PI * Math.exp(-0.5 * x * x);
}

/**
 * Φ(x) = P(N(0,1) ≤ x), with a relative error near 1e-15 also far in the lower tail; for the upper tail take
 * `normalCdf(-x)`. 0 below −38.6, where it underflows.
 */
export function normalCdf(x: number): number {
  const y = Math.abs(x);
  if (y <= 0.674_489_75) {
    const square = x * x;
    return (
      0.5 +
      (x *
        ((((0.065682337918207449113 * square + 2.2352520354606839287) * square + 161.02823106855587881) * square +
          1067.6894854603709582) *
          square +
          18154.981253343561249)) /
        ((((square + 47.20258190468824187) * square + 976.09855173777669322) * square + 10260.932208618978205) *
          square +
          45507.789335026729956)
    );
  }
  if (y > 38.6) return x > 0 ? 1 : x < 0 ? 0 : Number.NaN;
  // The commonest range stands here and not in a function of its own: a call costs an eighth of the time.
  const ratio =
    y > 5.656_854_249_492_380_6
      ? farRatio(y)
      : ((((((((1.0765576773720192317e-8 * y + 0.39894151208813466764) * y + 8.8831497943883759412) * y +
          93.506656132177855979) *
          y +
          597.27027639480026226) *
          y +
          2494.5375852903726711) *
          y +
          6848.1904505362823326) *
          y +
          11602.651437647350124) *
          y +
          9842.7148383839780218) /
        ((((((((y + 22.266688044328115691) * y + 235.38790178262499861) * y + 1519.377599407554805) * y +
          6485.558298266760755) *
          y +
          18615.571640885098091) *
          y +
          34900.952721145977266) *
          y +
          38912.003286093271411) *
          y +
          19685.429676859990727);
  // y²/2 as a sum of two doubles (the square of the coarse part is exact), so that no relative error grows with y.
  const coarse = Math.trunc(y * 16) / 16;
  const exact = 0.5 * coarse * coarse;
  const rest = 0.5 * (y - coarse) * (y + coarse);
  const half = exact + rest;
  const lower = Math.exp(-half) * (1 + (half - exact - rest)) * ratio;
  return x > 0 ? 1 - lower : lower;
}

/** P(N(0,1) > y)·exp(y²/2) far out, by powers of 1/y²: Cody's third range. */
function farRatio(y: number): number {
  const inverse = 1 / (y * y);
  const tail =
    (inverse *
      (((((0.02307344176494017303 * inverse + 0.21589853405795699) * inverse + 0.1274011611602473639) * inverse +
        0.022235277870649807) *
        inverse +
        0.001421619193227893466) *
        inverse +
        2.9112874951168792e-5)) /
    (((((inverse + 1.28426009614491121) * inverse + 0.468238212480865118) * inverse + 0.0659881378689285515) * inverse +
      0.00378239633202758244) *
      inverse +
      7.29751555083966205e-5);
  return (INVERSE_SQRT_2PI - tail) / y;
}

/** From here on the first terms of the asymptotic series hold to the last digit. */
const MILLS_SERIES_FROM = 30;

/** Mills' ratio P(N(0,1) > x) / density(x), decreasing; +Infinity below −37, where the density underflows. */
export function normalMills(x: number): number {
  if (x < MILLS_SERIES_FROM) return normalCdf(-x) / normalDensity(x);
  const r = 1 / (x * x);
  return (1 - r * (1 - r * (3 - r * (15 - r * (105 - 945 * r))))) / x;
}

/** Chance per unit of x of ending there, given that x was reached: density(x) / P(N(0,1) > x). */
export function normalHazard(x: number): number {
  return 1 / normalMills(x);
}

/** ln P(N(0,1) > x), also where the probability itself underflows. */
export function lnNormalUpperTail(x: number): number {
  return x < MILLS_SERIES_FROM ? Math.log(normalCdf(-x)) : -0.5 * x * x + Math.log(INVERSE_SQRT_2PI * normalMills(x));
}

/**
 * Φ⁻¹(p) for 0 ≤ p ≤ 1, relative error about 1e-15 down to the smallest p; −Infinity at 0, +Infinity at 1.
 * Near 1 the double `p` itself is coarse: take `normalUpperQuantile(1 − p)` from a `1 − p` that is known exactly.
 */
export function normalQuantile(p: number): number {
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (
      (q *
        (((((((2509.0809287301226727 * r + 33430.575583588128105) * r + 67265.770927008700853) * r +
          45921.953931549871457) *
          r +
          13731.693765509461125) *
          r +
          1971.5909503065514427) *
          r +
          133.14166789178437745) *
          r +
          3.387132872796366608)) /
      (((((((5226.495278852854561 * r + 28729.085735721942674) * r + 39307.89580009271061) * r +
        21213.794301586595867) *
        r +
        5394.1960214247511077) *
        r +
        687.1870074920579083) *
        r +
        42.313330701600911252) *
        r +
        1)
    );
  }
  return q < 0 ? -upperQuantileOfTail(p) : upperQuantileOfTail(1 - p);
}

/** Φ⁻¹(1 − q): the score exceeded with probability `q`, exact to about 1e-15 relative however small `q` is. */
export function normalUpperQuantile(q: number): number {
  return -normalQuantile(q);
}

/** The score exceeded with probability `q` < 0.075. */
function upperQuantileOfTail(q: number): number {
  if (q <= 0) return q === 0 ? Number.POSITIVE_INFINITY : Number.NaN;
  const s = Math.sqrt(-Math.log(q));
  if (s <= 5) {
    const r = s - 1.6;
    return (
      (((((((7.7454501427834140764e-4 * r + 0.0227238449892691845833) * r + 0.24178072517745061177) * r +
        1.27045825245236838258) *
        r +
        3.64784832476320460504) *
        r +
        5.7694972214606914055) *
        r +
        4.6303378461565452959) *
        r +
        1.42343711074968357734) /
      (((((((1.05075007164441684324e-9 * r + 5.475938084995344946e-4) * r + 0.0151986665636164571966) * r +
        0.14810397642748007459) *
        r +
        0.68976733498510000455) *
        r +
        1.6763848301838038494) *
        r +
        2.05319162663775882187) *
        r +
        1)
    );
  }
  const r = s - 5;
  return (
    (((((((2.01033439929228813265e-7 * r + 2.71155556874348757815e-5) * r + 0.0012426609473880784386) * r +
      0.026532189526576123093) *
      r +
      0.29656057182850489123) *
      r +
      1.7848265399172913358) *
      r +
      5.4637849111641143699) *
      r +
      6.6579046435011037772) /
    (((((((2.04426310338993978564e-15 * r + 1.4215117583164458887e-7) * r + 1.8463183175100546818e-5) * r +
      7.868691311456132591e-4) *
      r +
      0.0148753612908506148525) *
      r +
      0.13692988092273580531) *
      r +
      0.59983220655588793769) *
      r +
      1)
  );
}
