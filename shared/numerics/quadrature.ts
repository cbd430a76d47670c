import { hermiteValues, SQRT } from "./hermite.ts";

/**
 * Gauss's rules: nodes and weights that integrate polynomials exactly.
 */

/** Nodes and weights of a rule. */
export interface Rule {
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}

/**
 * Gauss–Hermite rule for E[f(X)], X ~ N(0,1): exact for polynomials up to degree 2·count − 1.
 * Nodes by Newton's iteration on h_count, weights 1 / (count · h_{count−1}²). Source: Abramowitz & Stegun 25.4.46.
 */
export function gaussHermite(count: number): Rule {
  const known = gaussHermiteMemo.get(count) ?? findGaussHermite(count);
  gaussHermiteMemo.set(count, known);
  return known;
}

const gaussHermiteMemo = new Map<number, Rule>();

function findGaussHermite(count: number): Rule {
  const nodes = new Float64Array(count);
  const weights = new Float64Array(count);
  const values = new Float64Array(count + 1);
  // The zeros interlace; scanning for sign changes on a grid finer than their closest distance finds each of them.
  const reach = 2 * Math.sqrt(count) + 1;
  const step = 0.2 / Math.sqrt(count);
  const top = (x: number): number => {
    hermiteValues(x, values);
    return values[count]!;
  };
  let found = 0;
  let left = -reach - step / 3;
  let atLeft = top(left);
  while (found < count && left < reach + step) {
    const right = left + step;
    const atRight = top(right);
    if (atLeft * atRight < 0) {
      let x = (left + right) / 2;
      for (let i = 0; i < 50; i++) {
        const change = top(x) / (SQRT[count]! * values[count - 1]!);
        x -= change;
        if (Math.abs(change) < 1e-15) break;
      }
      top(x);
      nodes[found] = x;
      weights[found] = 1 / (count * values[count - 1]! ** 2);
      found++;
    }
    left = right;
    atLeft = atRight;
  }
  return { nodes, weights };
}

/** Gauss–Legendre rule on [−1, 1]. Source: Abramowitz & Stegun 25.4.29. */
export function gaussLegendre(count: number): Rule {
  const nodes = new Float64Array(count);
  const weights = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    let x = -Math.cos((Math.PI * (i + 0.75)) / (count + 0.5));
    let slope = 0;
    for (let iteration = 0; iteration < 100; iteration++) {
      let before = 1;
      let value = x;
      for (let n = 2; n <= count; n++) [before, value] = [value, ((2 * n - 1) * x * value - (n - 1) * before) / n];
      slope = (count * (x * value - before)) / (x * x - 1);
      const change = value / slope;
      x -= change;
      if (Math.abs(change) < 1e-15) break;
    }
    nodes[i] = x;
    weights[i] = 2 / ((1 - x * x) * slope * slope);
  }
  return { nodes, weights };
}
