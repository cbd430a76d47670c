/** What two reports say of one stretch of time and model, where both say something. */
export interface ContestedStretch {
  /** When the stretch begins. */
  readonly from: number;
  /** What the fuller side says, and by how much it says more. */
  readonly most: number;
  readonly difference: number;
  /** The side that says more; "none": they say the same. */
  readonly moreIn: "one" | "other" | "none";
  /** Whether the side that says less can have covered a part of the stretch alone. */
  readonly isCutShort: boolean;
}

/**
 * Whether two reports are of the same work: equal throughout; or but for the first and last stretch, of which one of the
 * two covers a part. Such an end is believed only as far as the stretches that are equal bear it: all models of the
 * stretch differ to the same side, the side that says less leaves room for what it lacks, and it lacks no more than the
 * largest equal stretch holds. Anything beyond may be other work, and somebody has to be asked.
 */
export function isSameWork(contested: readonly ContestedStretch[]): boolean {
  const equal = sumsByStretch(
    contested.filter(({ moreIn }) => moreIn === "none"),
    ({ most }) => most,
  );
  const different = contested.filter(({ moreIn }) => moreIn !== "none");
  if (equal.size === 0) return false;
  const ends = [
    contested.reduce((least, { from }) => Math.min(least, from), Infinity),
    contested.reduce((most, { from }) => Math.max(most, from), -Infinity),
  ];
  const largest = [...equal.values()].reduce((most, sum) => Math.max(most, sum), 0);
  const sidesAt = (end: number): number =>
    new Set(different.filter(({ from }) => from === end).map(({ moreIn }) => moreIn)).size;
  return (
    different.every(({ from, isCutShort }) => ends.includes(from) && isCutShort) &&
    ends.every((end) => sidesAt(end) <= 1) &&
    [...sumsByStretch(different, ({ difference }) => difference).values()].every((missing) => missing <= largest)
  );
}

function sumsByStretch(
  contested: readonly ContestedStretch[],
  of: (one: ContestedStretch) => number,
): ReadonlyMap<number, number> {
  const sums = new Map<number, number>();
  for (const one of contested) sums.set(one.from, (sums.get(one.from) ?? 0) + of(one));
  return sums;
}
