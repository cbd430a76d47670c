import { mayOverlap } from "./reporters.ts";
import { isSameWork, type ContestedStretch } from "./sameWork.ts";

/**
 * Reports of the same work in different shapes: by day and by month, by model and by project, requests and their
 * sums, a bill and a log. Their rows have no identity in common, so their sums are compared, stretch by stretch and
 * model by model. Equal sums are one work, which the more detailed report states; where sums differ, somebody has to be
 * asked.
 */

/**
 * How long the stretches of a report are; requests have none. A session has a stretch that says little of when its work
 * was.
 */
export const GRAINS = ["request", "hour", "block", "day", "week", "month", "period", "session"] as const;

export type Grain = (typeof GRAINS)[number];

/** What a report says of one model in one stretch of time; requests are put together by the hour. */
export interface ReportCell {
  /** Milliseconds since 1970, in the days of the report's own time zone. */
  readonly from: number;
  readonly to: number;
  /** Equal for all names of a model; null: not said. */
  readonly model: string | null;
  readonly tokens: number;
  /** Money as billed; null: not said. */
  readonly billed: number | null;
}

/** All that some files of one source report in one shape. */
export interface Report {
  readonly id: number;
  readonly source: string;
  readonly grain: Grain;
  /**
   * Source, grain and the fields that its rows are split by: reports of one view are compared row by row elsewhere, and
   * never here.
   */
  readonly view: string;
  /** How many fields its rows are split by (project, key, person). */
  readonly details: number;
  readonly cells: readonly ReportCell[];
  /**
   * The files that it is made of: a bill's own file has lines of a day and of a month, and none of them repeats
   * another.
   */
  readonly files?: readonly number[];
}

/** What the user said of two views; `one` is the smaller text. */
export interface ViewAnswer {
  readonly one: string;
  readonly other: string;
  readonly counts: "both" | "one" | "other";
}

/** Two reports of the same stretch, as far as both cover it. */
export interface ReportOverlap {
  /** The report that counts, or would count if nothing else is said. */
  readonly counted: number;
  readonly other: number;
  /** "once": only `counted` counts. "both": they add, as was answered. "open": somebody has to be asked. */
  readonly state: "once" | "both" | "open";
  /** Whether it was answered rather than found from the sums. */
  readonly isAnswered: boolean;
  /** Places of the contested cells in each report. */
  readonly countedCells: readonly number[];
  readonly otherCells: readonly number[];
}

export interface Reconciled {
  /** Cells that do not count, by report: their places. */
  readonly leftOut: ReadonlyMap<number, ReadonlySet<number>>;
  readonly overlaps: readonly ReportOverlap[];
}

/** Which cells count. The order of the reports does not matter. */
export function reconcileReports(reports: readonly Report[], answers: readonly ViewAnswer[]): Reconciled {
  const left = new Map<number, Set<number>>(reports.map(({ id }) => [id, new Set<number>()]));
  const overlaps: ReportOverlap[] = [];
  const answerOf = new Map(answers.map(({ one, other, counts }) => [`${one}\n${other}`, counts]));
  const isBilled = new Map(reports.map(({ id, cells }) => [id, cells.some(({ billed }) => billed !== null)]));
  const sorted = reports.toSorted(
    (a, b) =>
      Number(isBilled.get(b.id)) - Number(isBilled.get(a.id)) ||
      DETAIL_ORDER[a.grain] - DETAIL_ORDER[b.grain] ||
      b.details - a.details ||
      (a.view < b.view ? -1 : a.view > b.view ? 1 : a.id - b.id),
  );
  const placesOf = (some: readonly Report[]): Place[] =>
    some.flatMap((report) =>
      report.cells.flatMap((cell, at) => (left.get(report.id)!.has(at) ? [] : [{ report, at, cell }])),
    );
  const leaveOut = (places: readonly Place[]): void => {
    for (const { report, at } of places) left.get(report.id)!.add(at);
  };
  const settle = (report: Report, others: readonly Report[]): void => {
    const found = compare(placesOf([report]), placesOf(others));
    if (found?.isSame !== true) return;
    const [lost, counted] = [
      found.contested.filter(({ moreIn }) => moreIn !== "one"),
      found.contested.filter(({ moreIn }) => moreIn === "one"),
    ];
    for (const other of others) {
      const repeated = lost.filter(({ others: places }) => places.some((place) => place.report.id === other.id));
      if (repeated.length > 0)
        overlaps.push({
          counted: other.id,
          other: report.id,
          state: "once",
          isAnswered: false,
          countedCells: cellsOf(
            repeated.flatMap(({ others: places }) => places),
            other,
          ),
          otherCells: cellsOf(
            repeated.flatMap(({ own }) => own),
            report,
          ),
        });
      const fuller = counted.filter(({ others: places }) => places.some((place) => place.report.id === other.id));
      if (fuller.length > 0)
        overlaps.push({
          counted: report.id,
          other: other.id,
          state: "once",
          isAnswered: false,
          countedCells: cellsOf(
            fuller.flatMap(({ own }) => own),
            report,
          ),
          otherCells: cellsOf(
            fuller.flatMap(({ others: places }) => places),
            other,
          ),
        });
    }
    leaveOut(lost.flatMap(({ own }) => own));
    leaveOut(counted.flatMap(({ others: places }) => places));
  };

  const before: Report[] = [];
  for (const report of sorted) {
    const rivals = before.filter(
      (other) => other.view !== report.view && mayOverlap(other.source, report.source) && !isSameBill(other, report),
    );
    for (const rival of rivals) settle(report, [rival]);
    // What several files report together: two people's days are the sum of their months.
    for (const view of new Set(rivals.map((rival) => rival.view)))
      settle(
        report,
        rivals.filter((rival) => rival.view === view),
      );
    settle(report, rivals);
    for (const rival of rivals) {
      const found = compare(placesOf([report]), placesOf([rival]));
      if (found === null) continue;
      const own = found.contested.flatMap((each) => each.own);
      const others = found.contested.flatMap((each) => each.others);
      const [one, other] = [report.view, rival.view].sort() as [string, string];
      const answer = answerOf.get(`${one}\n${other}`) ?? null;
      const counts =
        answer === null || answer === "both"
          ? answer
          : (answer === "one") === (one === report.view)
            ? "report"
            : "rival";
      const [first, second, firstCells, secondCells] =
        counts === "report" ? [report, rival, own, others] : [rival, report, others, own];
      overlaps.push({
        counted: first.id,
        other: second.id,
        state: counts === null ? "open" : counts === "both" ? "both" : "once",
        isAnswered: counts !== null,
        countedCells: cellsOf(firstCells, first),
        otherCells: cellsOf(secondCells, second),
      });
      if (counts === "report" || counts === "rival") leaveOut(secondCells);
    }
    before.push(report);
  }
  return { leftOut: left, overlaps };
}

/** Whether two reports are lines of the same files of one source. */
function isSameBill(one: Report, other: Report): boolean {
  return (
    one.source === other.source &&
    one.files !== undefined &&
    other.files !== undefined &&
    one.files.length === other.files.length &&
    one.files.every((file) => other.files!.includes(file))
  );
}

/** The more exactly a report says when work was done, the sooner it counts. */
const DETAIL_ORDER: Readonly<Record<Grain, number>> = {
  request: 0,
  hour: 1,
  block: 2,
  day: 3,
  session: 4,
  week: 5,
  month: 6,
  period: 7,
};

interface Place {
  readonly report: Report;
  readonly at: number;
  readonly cell: ReportCell;
}

function cellsOf(places: readonly Place[], report: Report): number[] {
  return [...new Set(places.filter((place) => place.report.id === report.id).map(({ at }) => at))];
}

/** What two sides say of one stretch and model, where both say something. */
interface Contested extends ContestedStretch {
  readonly own: readonly Place[];
  readonly others: readonly Place[];
}

/** What both sides report; null: nothing. `isSame`: the sums are the same work. */
function compare(
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
