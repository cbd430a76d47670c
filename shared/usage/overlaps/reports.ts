import { mayOverlap } from "./reporters.ts";
import type { Grain, Reconciled, Report, ReportOverlap, ViewAnswer } from "./reportShapes.ts";
import { cellsOf, compare, type Contested, type Place } from "./compareReports.ts";

/** What is settled so far: the cells of each report that do not count, and where reports meet. */
interface Settled {
  readonly leftOut: Map<number, Set<number>>;
  readonly overlaps: ReportOverlap[];
}

/** Which cells count. The order of the reports does not matter. */
export function reconcileReports(reports: readonly Report[], answers: readonly ViewAnswer[]): Reconciled {
  const settled: Settled = { leftOut: new Map(reports.map(({ id }) => [id, new Set<number>()])), overlaps: [] };
  const answerOf = new Map(answers.map(({ one, other, counts }) => [`${one}\n${other}`, counts]));
  const before: Report[] = [];
  for (const report of bestFirst(reports)) {
    const rivals = before.filter(
      (other) => other.view !== report.view && mayOverlap(other.source, report.source) && !isSameBill(other, report),
    );
    for (const rival of rivals) settleSameWork(settled, report, [rival]);
    // What several files report together: two people's days are the sum of their months.
    for (const view of new Set(rivals.map((rival) => rival.view)))
      settleSameWork(
        settled,
        report,
        rivals.filter((rival) => rival.view === view),
      );
    settleSameWork(settled, report, rivals);
    for (const rival of rivals) settleByAnswer(settled, report, rival, answerOf);
    before.push(report);
  }
  return settled;
}

/** Bills first, then those that say more exactly when work was done, and by more fields. */
function bestFirst(reports: readonly Report[]): Report[] {
  const isBilled = new Map(reports.map(({ id, cells }) => [id, cells.some(({ billed }) => billed !== null)]));
  return reports.toSorted(
    (a, b) =>
      Number(isBilled.get(b.id)) - Number(isBilled.get(a.id)) ||
      DETAIL_ORDER[a.grain] - DETAIL_ORDER[b.grain] ||
      b.details - a.details ||
      (a.view < b.view ? -1 : a.view > b.view ? 1 : a.id - b.id),
  );
}

/** Cells of some reports that still count. */
function placesOf({ leftOut }: Settled, reports: readonly Report[]): Place[] {
  return reports.flatMap((report) =>
    report.cells.flatMap((cell, at) => (leftOut.get(report.id)!.has(at) ? [] : [{ report, at, cell }])),
  );
}

function leaveOut({ leftOut }: Settled, places: readonly Place[]): void {
  for (const { report, at } of places) leftOut.get(report.id)!.add(at);
}

/** Where a report's sums are those of the others, one of the two counts: in each stretch the one that says more. */
function settleSameWork(settled: Settled, report: Report, others: readonly Report[]): void {
  const found = compare(placesOf(settled, [report]), placesOf(settled, others));
  if (found?.isSame !== true) return;
  const [lost, counted] = [
    found.contested.filter(({ moreIn }) => moreIn !== "one"),
    found.contested.filter(({ moreIn }) => moreIn === "one"),
  ];
  for (const other of others) {
    const isOf = ({ others: places }: Contested): boolean => places.some((place) => place.report.id === other.id);
    const repeated = lost.filter(isOf);
    if (repeated.length > 0)
      settled.overlaps.push(
        onceOf([other, repeated.flatMap(({ others: places }) => places)], [report, repeated.flatMap(({ own }) => own)]),
      );
    const fuller = counted.filter(isOf);
    if (fuller.length > 0)
      settled.overlaps.push(
        onceOf([report, fuller.flatMap(({ own }) => own)], [other, fuller.flatMap(({ others: places }) => places)]),
      );
  }
  leaveOut(
    settled,
    lost.flatMap(({ own }) => own),
  );
  leaveOut(
    settled,
    counted.flatMap(({ others: places }) => places),
  );
}

/** A report with the contested places. */
type Side = readonly [report: Report, places: readonly Place[]];

/** An overlap that the sums themselves decide. */
function onceOf([counted, ofCounted]: Side, [other, ofOther]: Side): ReportOverlap {
  return {
    counted: counted.id,
    other: other.id,
    state: "once",
    isAnswered: false,
    countedCells: cellsOf(ofCounted, counted),
    otherCells: cellsOf(ofOther, other),
  };
}

/** Where the sums of two reports differ, what was answered decides; without an answer the overlap stays open. */
function settleByAnswer(
  settled: Settled,
  report: Report,
  rival: Report,
  answerOf: ReadonlyMap<string, ViewAnswer["counts"]>,
): void {
  const found = compare(placesOf(settled, [report]), placesOf(settled, [rival]));
  if (found === null) return;
  const own: Side = [report, found.contested.flatMap((each) => each.own)];
  const others: Side = [rival, found.contested.flatMap((each) => each.others)];
  const [one, other] = [report.view, rival.view].sort() as [string, string];
  const answer = answerOf.get(`${one}\n${other}`) ?? null;
  const isOnce = answer !== null && answer !== "both";
  const isOwn = isOnce && (answer === "one") === (one === report.view);
  const [first, second] = isOwn ? [own, others] : [others, own];
  settled.overlaps.push({
    ...onceOf(first, second),
    state: isOnce ? "once" : (answer ?? "open"),
    isAnswered: answer !== null,
  });
  if (isOnce) leaveOut(settled, second[1]);
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
