import { type ContestedStretch, isSameWork } from "./sameWork.ts";
import type { Report, ReportCell } from "./reportShapes.ts";

/** A cell of a report, and where it stands there. */
export interface Place {
  readonly report: Report;
  readonly at: number;
  readonly cell: ReportCell;
}

/** Places of the cells of a report. */
export function cellsOf(places: readonly Place[], report: Report): number[] {
  return [...new Set(places.filter((place) => place.report.id === report.id).map(({ at }) => at))];
}

/** What two sides say of one stretch and model, where both say something. */
export interface Contested extends ContestedStretch {
  readonly own: readonly Place[];
  readonly others: readonly Place[];
}

/** What both sides report; null: nothing. `isSame`: the sums are the same work. */
export function compare(
  own: readonly Place[],
  others: readonly Place[],
): { readonly isSame: boolean; readonly contested: readonly Contested[] } | null {
  const valueOf = [({ tokens }: ReportCell) => tokens, ({ billed }: ReportCell) => billed ?? 0].find(
    (value) => own.some(({ cell }) => value(cell) > 0) && others.some(({ cell }) => value(cell) > 0),
  );
  if (valueOf === undefined) return null;
  const [mine, theirs] = [own, others].map((places) => places.filter(({ cell }) => valueOf(cell) > 0)) as [
    Place[],
    Place[],
  ];
  // What names no model can only be held against the sum of all models.
  const isNamed = [...mine, ...theirs].every(({ cell }) => cell.model !== null);
  const keyOf = ({ model }: ReportCell): string => (isNamed ? model! : "");
  const byStretch = stretchesOf(mine, theirs);
  const inStretches = byStretch === null ? null : contestedOf(mine, theirs, byStretch, keyOf, valueOf);
  if (inStretches !== null && inStretches.length === 0) return null;
  if (inStretches !== null && isSameWork(inStretches)) return { isSame: true, contested: inStretches };
  const common = withinBoth(mine, theirs);
  if (common === null) return null;
  const inAll = contestedOf(mine, theirs, () => 0, keyOf, valueOf);
  // Days of another time zone, and sessions by their last day: only all of them together have the same sum.
  if (inAll.length > 0 && inAll.every(({ moreIn }) => moreIn === "none")) return { isSame: true, contested: inAll };
  const inCommon = contestedOf(...common, () => 0, keyOf, valueOf);
  // A list of sessions that covers a part of the days that the other report covers.
  if (inStretches === null && inCommon.length > 0 && inCommon.every(({ moreIn }) => moreIn === "none"))
    return { isSame: true, contested: inCommon };
  const contested = inStretches ?? inCommon;
  return contested.length === 0 ? null : { isSame: false, contested };
}

/**
 * Whether the side that says less can have covered a part of the stretch alone: it says nothing of the stretch's first
 * or last time, or reports the stretch as one sum, which may have been made before its end.
 */
function leavesRoom(lesser: readonly Place[], fuller: readonly Place[]): boolean {
  const [from, to] = endsOf(lesser);
  const [first, last] = endsOf([...lesser, ...fuller]);
  return from > first || to < last || lesser.some(({ cell }) => cell.from === first && cell.to === last);
}

function endsOf(places: readonly Place[]): readonly [number, number] {
  return [
    places.reduce((least, { cell }) => Math.min(least, cell.from), Infinity),
    places.reduce((most, { cell }) => Math.max(most, cell.to, cell.from + 1), -Infinity),
  ];
}

/** What lies in the time that both sides cover; null: there is none. */
function withinBoth(mine: readonly Place[], theirs: readonly Place[]): readonly [Place[], Place[]] | null {
  const [[from, to], [first, last]] = [endsOf(mine), endsOf(theirs)];
  const [begin, end] = [Math.max(from, first), Math.min(to, last)];
  if (begin >= end) return null;
  const within = (places: readonly Place[]): Place[] => places.filter(({ cell }) => cell.from < end && cell.to > begin);
  return [within(mine), within(theirs)];
}

/**
 * The stretch of the coarser side that holds a cell; null where cells reach across its ends, or say little of when
 * their work was. Outside of all stretches: null of the function.
 */
function stretchesOf(mine: readonly Place[], theirs: readonly Place[]): ((cell: ReportCell) => number | null) | null {
  if ([...mine, ...theirs].some(({ report }) => report.grain === "session")) return null;
  const longest = (places: readonly Place[]): number =>
    places.reduce((most, { cell }) => Math.max(most, cell.to - cell.from), 0);
  const coarse = longest(mine) >= longest(theirs) ? mine : theirs;
  const stretches = [...new Map(coarse.map(({ cell }) => [cell.from, cell.to])).entries()].sort(([a], [b]) => a - b);
  if (stretches.some(([from], i) => i > 0 && from < stretches[i - 1]![1])) return null;
  const stretchOf = (cell: ReportCell): number | null | undefined => {
    let [low, high] = [0, stretches.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (stretches[middle]![0] <= cell.from) low = middle;
      else high = middle - 1;
    }
    const [from, to] = stretches[low]!;
    if (from <= cell.from && cell.from < to) return cell.to <= to ? from : undefined;
    const next = stretches[from > cell.from ? low : low + 1];
    return next !== undefined && next[0] < cell.to && next[0] > cell.from ? undefined : null;
  };
  if ([...mine, ...theirs].some(({ cell }) => stretchOf(cell) === undefined)) return null;
  return (cell) => stretchOf(cell) ?? null;
}

function contestedOf(
  mine: readonly Place[],
  theirs: readonly Place[],
  stretchOf: (cell: ReportCell) => number | null,
  keyOf: (cell: ReportCell) => string,
  valueOf: (cell: ReportCell) => number,
): Contested[] {
  const groups = new Map<string, { from: number; own: Place[]; others: Place[] }>();
  for (const [side, places] of [
    ["own", mine],
    ["others", theirs],
  ] as const) {
    for (const place of places) {
      const from = stretchOf(place.cell);
      if (from === null) continue;
      const key = `${from} ${keyOf(place.cell)}`;
      const group = groups.get(key) ?? { from, own: [], others: [] };
      group[side].push(place);
      groups.set(key, group);
    }
  }
  return [...groups.values()]
    .filter(({ own, others }) => own.length > 0 && others.length > 0)
    .map(({ from, own, others }) => {
      const sum = (places: readonly Place[]): number => places.reduce((total, { cell }) => total + valueOf(cell), 0);
      const [a, b] = [sum(own), sum(others)];
      // Tokens are whole numbers; money is rounded to the cent by row.
      const isEqual =
        Math.abs(a - b) <= (Number.isInteger(a) && Number.isInteger(b) ? 0 : 0.01 + 1e-4 * Math.max(a, b));
      return {
        own,
        others,
        from,
        most: Math.max(a, b),
        difference: isEqual ? 0 : Math.abs(a - b),
        moreIn: isEqual ? "none" : a > b ? "one" : "other",
        isCutShort: isEqual || leavesRoom(a < b ? own : others, a < b ? others : own),
      };
    });
}
