import { describe, expect, it } from "vitest";
import { reconcileReports } from "#shared/usage/overlaps/reports.ts";
import type { Report } from "#shared/usage/overlaps/reportShapes.ts";

const DAY = 86_400_000;
const START = Date.UTC(2026, 9, 1);
const MODEL = "claude-sonnet-4-6";

/** Lines of a bill by day, and lines of the same money by month: each stretch's tokens and money as given. */
function aBill(files: readonly [days: number, month: number]): readonly Report[] {
  const common = { source: "aws-cur", details: 1 };
  const days = Array.from({ length: 31 }, (_, day) => ({
    from: START + day * DAY,
    to: START + (day + 1) * DAY,
    model: MODEL,
    tokens: 1_000,
    billed: 2,
  }));
  const month = { from: START, to: START + 31 * DAY, model: MODEL, tokens: 31_000, billed: 62 };
  return [
    { ...common, id: 0, files: [files[0]], grain: "day", view: "days", cells: days },
    { ...common, id: 1, files: [files[1]], grain: "month", view: "month", cells: [month] },
  ];
}

describe("lines of a day and of a month", () => {
  it("all count where they stand in the same file of a bill, which has every line once", () => {
    const { leftOut, overlaps } = reconcileReports(aBill([7, 7]), []);
    expect(overlaps).toEqual([]);
    expect([...leftOut.values()].map(({ size }) => size)).toEqual([0, 0]);
  });

  it("count once where two files of a bill have the same sums", () => {
    const { leftOut, overlaps } = reconcileReports(aBill([7, 8]), []);
    expect(overlaps.map(({ state }) => state)).toEqual(["once"]);
    expect([...leftOut.values()].map(({ size }) => size)).toEqual([0, 1]);
  });
});
