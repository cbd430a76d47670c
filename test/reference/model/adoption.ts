/** The share of people who have begun by a day of the year. */
export interface AdoptionPoint {
  readonly day: number;
  readonly share: number;
}

/** Linear in days between its points, constant outside them. */
export function adoptionOn(points: readonly AdoptionPoint[], day: number): number {
  const next = points.findIndex((point) => point.day >= day);
  if (next === -1) return points.at(-1)!.share;
  if (next === 0) return points[0]!.share;
  const [before, after] = [points[next - 1]!, points[next]!];
  return before.share + ((after.share - before.share) * (day - before.day)) / (after.day - before.day);
}
