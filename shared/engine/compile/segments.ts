import type { CompiledPolicy, CompiledWorkload, Segment, Stretch } from "./compiled.ts";

/** For each day the point of the adoption curve before it, and how far it is on the way to the next. */
export function adoptionDays(points: readonly number[], days: number): Omit<CompiledWorkload["adoption"], "points"> {
  const before = new Int32Array(days);
  const along = new Float64Array(days);
  let point = 0;
  for (let day = 0; day < days; day++) {
    while (point + 1 < points.length && points[point + 1]! <= day) point++;
    before[day] = point;
    const next = points[point + 1];
    along[day] = next === undefined || day < points[point]! ? 0 : (day - points[point]!) / (next - points[point]!);
  }
  return { before, along };
}

/** With these, growth of up to a third a month is summed over its days to 1e-8. */
const STRETCH_MOMENTS = 7;

/** A segment cut where the adoption curve, of these points, bends. */
export function stretchesOf(
  { start, end }: Segment,
  points: readonly number[],
  dayWeights: ArrayLike<number>,
): Stretch[] {
  const bends = points.map(Math.ceil).filter((day) => day > start && day < end);
  const cuts = [...new Set([start, ...bends, end])];
  return cuts.slice(0, -1).map((from, i) => {
    const after = points.findIndex((point) => point > from);
    const weights = Float64Array.from({ length: cuts[i + 1]! - from }, (_, d) => dayWeights[from + d]!);
    const middle = (weights.length - 1) / 2;
    const moments = new Float64Array(STRETCH_MOMENTS);
    for (const [d, weight] of weights.entries()) {
      let term = weight;
      for (let k = 0; k < STRETCH_MOMENTS; k++) {
        moments[k]! += term;
        term *= (d - middle) / (k + 1);
      }
    }
    return {
      start: from,
      slope: after <= 0 ? 0 : 1 / (points[after]! - points[after - 1]!),
      dayWeights: weights,
      middle,
      moments,
    };
  });
}

/** The year cut where a policy or a price list begins (epochs), and there and at the months (segments). */
export function cutYear(
  policies: readonly CompiledPolicy[],
  priceDays: readonly number[],
  monthStarts: Int32Array,
): Pick<CompiledWorkload, "epochs" | "segments" | "firstSegment"> {
  const days = monthStarts[monthStarts.length - 1]!;
  const epochStarts = [...new Set([0, ...policies.map(({ fromDay }) => fromDay), ...priceDays])]
    .filter((day) => day >= 0 && day < days)
    .sort((a, b) => a - b);
  const policyAt = (day: number): number => policies.findLastIndex(({ fromDay }) => fromDay <= day);
  const epochs = epochStarts.map((start) => ({ start, policy: policyAt(start) }));
  const cuts = [...new Set([...monthStarts.slice(0, -1), ...epochStarts])].sort((a, b) => a - b);
  const segments: Segment[] = [];
  const firstSegment = new Int32Array(monthStarts.length);
  for (const [i, start] of cuts.entries()) {
    const month = monthStarts.findLastIndex((first) => first <= start);
    segments.push({
      start,
      end: cuts[i + 1] ?? days,
      month,
      policy: policyAt(start),
      epoch: epochs.findLastIndex((epoch) => epoch.start <= start),
    });
    firstSegment[month + 1] = segments.length;
  }
  return { epochs, segments, firstSegment };
}
