/** Round values from `low` to `high`, at most `most`, steps of 1, 2, 2.5 or 5 times a power of ten. */
export function valueTicks(low: number, high: number, most: number): number[] {
  const span = high - low;
  if (!(span > 0)) return [low];
  const decade = 10 ** Math.floor(Math.log10(span / most));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * decade).find((candidate) => span / candidate <= most)!;
  const first = Math.ceil(low / step - 1e-9);
  const count = Math.floor(high / step + 1e-9) - first + 1;
  // Rounded, because 3 · 0.1 is not 0.3.
  return Array.from({ length: count }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

/** Round values of a logarithmic axis: 1 and 3 times powers of ten between `low` and `high`, both positive. */
export function logTicks(low: number, high: number): number[] {
  const first = Math.floor(Math.log10(low));
  const decades = Math.ceil(Math.log10(high)) - first + 1;
  return Array.from({ length: decades }, (_, i) => 10 ** (first + i))
    .flatMap((decade) => [decade, 3 * decade])
    .filter((tick) => tick >= low && tick <= high);
}
