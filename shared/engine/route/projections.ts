import { createScratch } from "#shared/engine/numbers/scratch.ts";
import { hermiteValues } from "#shared/numerics/hermite.ts";
import { normalCdf } from "#shared/numerics/normal.ts";
import { termsFor } from "./grids.ts";
import type { ModelProjection, SharedProjection } from "./routeGrid.ts";
import { shapeProducts } from "./successCurve.ts";

/* Projections turn a Hermite series of an attempt's score into moments at the points of a grid (section 3 of
`shared/engine/README.md`). */

/**
 * The projection of an attempt whose view V of the task has the correlation `ratio` with Z. `orders`: polynomials of Z that
 * the points distinguish.
 */
export function sharedProjection(
  nodes: Float64Array,
  { orders, terms }: { readonly orders: number; readonly terms: number },
  inCommon: { readonly acrossModels: number; readonly sameModel: number; readonly ratio: number },
  bins: number,
): SharedProjection {
  const { acrossModels, sameModel, ratio } = inCommon;
  const h = createScratch(Math.max(terms, orders));
  const total = createScratch(nodes.length * terms);
  for (const [point, x] of nodes.entries()) {
    hermiteValues(x, h);
    for (let n = 0; n < Math.min(orders, terms); n++) total[point * terms + n] = acrossModels ** (n / 2) * h[n]!;
  }
  // Of each point, what the axis says of the view V: ratioᵏ·h_k.
  const views = Array.from(nodes, (x) => {
    hermiteValues(x, h);
    return h.slice(0, orders).map((value, k) => ratio ** k * value);
  });
  const scale = Float64Array.from({ length: terms }, (_, n) => sameModel ** (n / 2));
  const shapes = shapeProducts(bins, terms, orders).map((product) => {
    const out = createScratch(nodes.length * terms);
    for (const [point, view] of views.entries()) {
      for (let n = 0; n < terms; n++) {
        let sum = 0;
        for (let k = 0; k < orders; k++) sum += view[k]! * product[n * orders + k]!;
        out[point * terms + n] = scale[n]! * sum;
      }
    }
    return out;
  });
  return {
    kind: "shared",
    rows: nodes.length,
    total,
    shapes,
    blended: {
      curve: createScratch(bins).fill(NaN),
      values: createScratch(nodes.length * terms),
      blend: createScratch(shapes.length),
    },
  };
}

/** The projection of an attempt from known views of the task. */
export function modelProjection(views: Float64Array, isEven: boolean, sameModel: number): ModelProjection {
  const terms = termsFor(sameModel);
  const h = createScratch(terms);
  const total = createScratch(views.length * terms);
  for (const [row, v] of views.entries()) {
    hermiteValues(v, h);
    for (let n = 0; n < terms; n++) total[row * terms + n] = sameModel ** (n / 2) * h[n]!;
  }
  return {
    kind: "own",
    rows: views.length,
    terms,
    total,
    scores: views.map((v) => Math.sqrt(sameModel) * v),
    ranks: views.map(normalCdf),
    from: views[0]!,
    step: isEven ? views[1]! - views[0]! : 0,
    success: createScratch(views.length),
    noise: Math.sqrt(1 - sameModel),
  };
}
