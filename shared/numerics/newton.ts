import { cholesky, choleskyInverse, choleskySolve } from "./cholesky.ts";

/** A function at a point, with what a step needs: n derivatives, and n² second ones row by row. */
export interface Curved {
  readonly value: number;
  readonly gradient: Float64Array;
  readonly hessian: Float64Array;
}

/** Where a function is largest. */
export interface Peak {
  readonly at: Float64Array;
  readonly value: number;
  /** Inverse of the negative curvature there: the covariance of an estimate, where the function is a log-likelihood. */
  readonly covariance: Float64Array;
}

const MOST_STEPS = 200;
/** Ever more damped steps that are tried from one place. */
const MOST_ATTEMPTS = 40;
/** A step that promises less than this share of the value (and of 1) is the last. */
const LEAST_GAIN = 1e-13;

/**
 * Largest value of a smooth function of few variables by Newton's steps, damped (K. Levenberg 1944) until each one
 * gains. Null where it does not come to a peak: the function rises for ever, or is not curved where it ends.
 */
export function maximise(start: Float64Array, evaluate: (at: Float64Array) => Curved): Peak | null {
  const n = start.length;
  let here: Place = { at: start, ...evaluate(start) };
  if (!Number.isFinite(here.value)) return null;
  let damping = 0;
  for (let step = 0; step < MOST_STEPS; step++) {
    const undamped = cholesky(
      here.hessian.map((value) => -value),
      n,
    );
    if (undamped !== null && promisedGain(undamped, here.gradient) <= LEAST_GAIN * (1 + Math.abs(here.value)))
      return peakAt(here, undamped);
    const next = dampedStep(here, undamped, damping, evaluate);
    // No step gains any more: this is the peak to the last digit, if it is one.
    if (next === null) return undamped === null ? null : peakAt(here, undamped);
    [here, damping] = [next.place, next.damping];
  }
  return null;
}

interface Place extends Curved {
  readonly at: Float64Array;
}

/** What a step promises to gain, by the curvature whose Cholesky factor is `lower`. */
function promisedGain(lower: Float64Array, gradient: Float64Array): number {
  return choleskySolve(lower, gradient).reduce((sum, move, i) => sum + move * gradient[i]!, 0) / 2;
}

function peakAt({ at, value }: Place, lower: Float64Array): Peak {
  return { at, value, covariance: choleskyInverse(lower, at.length) };
}

/** The first step that gains, damped more and more; null: none does. */
function dampedStep(
  here: Place,
  undamped: Float64Array | null,
  from: number,
  evaluate: (at: Float64Array) => Curved,
): { readonly place: Place; readonly damping: number } | null {
  const n = here.at.length;
  const negative = here.hessian.map((value) => -value);
  const scale = Math.max(...here.hessian.map(Math.abs));
  let damping = from;
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    for (let i = 0; i < n; i++) negative[i * n + i] = -here.hessian[i * n + i]! + damping * scale;
    const lower = damping === 0 ? undamped : cholesky(negative, n);
    if (lower !== null) {
      const move = choleskySolve(lower, here.gradient);
      const at = here.at.map((value, i) => value + move[i]!);
      const there = evaluate(at);
      if (there.value > here.value) return { place: { at, ...there }, damping: damping < 1e-6 ? 0 : damping / 10 };
    }
    damping = Math.max(1e-6, 10 * damping);
  }
  return null;
}

/** A function of few variables with its derivatives by central differences of step `h`: error h² of the third ones. */
export function curvedByDifferences(at: Float64Array, h: number, value: (at: Float64Array) => number): Curved {
  const n = at.length;
  const moved = (...moves: readonly (readonly [number, number])[]): number => {
    const place = at.slice();
    for (const [i, by] of moves) place[i]! += by;
    return value(place);
  };
  const here = value(at);
  const gradient = new Float64Array(n);
  const hessian = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    const [up, down] = [moved([i, h]), moved([i, -h])];
    gradient[i] = (up - down) / (2 * h);
    hessian[i * n + i] = (up - 2 * here + down) / (h * h);
    for (let j = 0; j < i; j++) {
      const mixed =
        (moved([i, h], [j, h]) - moved([i, h], [j, -h]) - moved([i, -h], [j, h]) + moved([i, -h], [j, -h])) /
        (4 * h * h);
      hessian[i * n + j] = hessian[j * n + i] = mixed;
    }
  }
  return { value: here, gradient, hessian };
}
