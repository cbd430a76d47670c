/**
 * How often: counts by bin, and counts smoothed into a ridge.
 */

/**
 * Number of values in each of `bins` equal bins from `low` to `high`; the last bin holds `high`, what lies outside is
 * not counted.
 */
export function histogram(values: Float64Array, low: number, high: number, bins: number): Float64Array {
  const counts = new Float64Array(bins);
  for (const value of values) {
    if (value >= low && value <= high)
      counts[Math.min(bins - 1, Math.floor(((value - low) / (high - low)) * bins))]! += 1;
  }
  return counts;
}

/** Beyond this many bandwidths the Gaussian kernel is 0. */
const KERNEL_REACH = 4;

/**
 * Counts by day smoothed with a Gaussian kernel of `bandwidth` days. At the first and the last day the kernel is cut
 * and what is left of it scaled up, so that no mass leaves: the sum stays that of the counts. A bandwidth of 0 changes
 * nothing.
 */
export function kernelDensity(counts: Float64Array, bandwidth: number): Float64Array {
  if (bandwidth === 0) return counts.slice();
  const days = counts.length;
  const reach = Math.min(days - 1, Math.ceil(KERNEL_REACH * bandwidth));
  const weights = Float64Array.from({ length: reach + 1 }, (_, distance) =>
    Math.exp(-0.5 * (distance / bandwidth) ** 2),
  );
  const density = new Float64Array(days);
  for (let day = 0; day < days; day++) {
    if (counts[day] === 0) continue;
    const first = Math.max(0, day - reach);
    const last = Math.min(days - 1, day + reach);
    let whole = 0;
    for (let other = first; other <= last; other++) whole += weights[Math.abs(other - day)]!;
    for (let other = first; other <= last; other++)
      density[other]! += (counts[day]! * weights[Math.abs(other - day)]!) / whole;
  }
  return density;
}
