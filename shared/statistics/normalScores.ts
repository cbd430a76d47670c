import { normalQuantile } from "#shared/numerics/normal.ts";

/** Normal scores of values by their ranks; equal values share the mean of theirs. */
export function normalScores(values: Float64Array): Float64Array {
  const order = Uint32Array.from({ length: values.length }, (_, i) => i).sort(
    (a, b) => values[a]! - values[b]! || a - b,
  );
  const scores = new Float64Array(values.length);
  for (let from = 0; from < order.length;) {
    let to = from + 1;
    while (to < order.length && values[order[to]!] === values[order[from]!]) to++;
    const score = normalQuantile((from + to) / 2 / values.length);
    for (let rank = from; rank < to; rank++) scores[order[rank]!] = score;
    from = to;
  }
  return scores;
}
