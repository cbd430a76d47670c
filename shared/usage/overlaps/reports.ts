import { mayOverlap } from "./reporters.ts";
import type { Grain, Reconciled, Report, ReportOverlap, ViewAnswer } from "./reportShapes.ts";
import { cellsOf, compare, type Place } from "./compareReports.ts";

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
