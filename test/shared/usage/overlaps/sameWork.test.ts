import { describe, expect, it } from "vitest";
import { reconcileReports } from "#shared/usage/overlaps/reports.ts";
import type { Report, ReportCell } from "#shared/usage/overlaps/reportShapes.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.UTC(2026, 9, 1);

/** Sums by day, and work by the hour: 1,000 tokens in each of these hours. */
function reports(
  days: readonly number[],
  hours: readonly (readonly number[])[],
  tokens: (day: number) => number = () => 1_000,
): readonly Report[] {
  const common = { source: "litellm-daily", details: 1, model: "gpt-5.4" };
  const cell = (from: number, length: number, sum: number): ReportCell => ({
    from,
    to: from + length,
    model: "gpt-5.4",
    tokens: sum,
    billed: null,
  });
  return [
    { ...common, id: 0, grain: "day", view: "days", cells: days.map((sum, day) => cell(START + day * DAY, DAY, sum)) },
    {
      ...common,
      source: "litellm-spend-logs",
      id: 1,
      grain: "request",
      view: "requests",
      cells: hours.flatMap((own, day) => own.map((hour) => cell(START + day * DAY + hour * HOUR, HOUR, tokens(day)))),
    },
  ];
}

/** What is found of these reports: once (and which counts in the stretches that differ), or a question. */
const stateOf = (...args: Parameters<typeof reports>): readonly string[] =>
  reconcileReports(reports(...args), []).overlaps.map(({ state, counted }) => `${state} ${counted}`);

describe("days and requests that agree but for an end", () => {
  it("are one work where the requests end before the day did", () => {
    expect(stateOf([2_000, 2_000, 2_000], [[9, 15], [9, 15], [9]])).toEqual(["once 1", "once 0"]);
  });

  it("and where the day was summed before the requests of its evening", () => {
    expect(
      stateOf(
        [2_000, 2_000, 1_000],
        [
          [9, 15],
          [9, 15],
          [9, 15],
        ],
      ),
    ).toEqual(["once 1"]);
  });

  it("are asked about where the requests reach to the day's end and say less all the same", () => {
    expect(
      stateOf(
        [2_000, 2_000, 3_000],
        [
          [9, 15],
          [9, 15],
          [0, 23],
        ],
      ),
    ).toEqual(["open 1"]);
  });

  it("are asked about where the end lacks more than any day that is equal holds", () => {
    expect(stateOf([2_000, 2_000, 3_000], [[9, 15], [9, 15], [9]])).toEqual(["once 1", "once 0"]);
    expect(stateOf([2_000, 2_000, 3_001], [[9, 15], [9, 15], [9]])).toEqual(["open 1"]);
    expect(
      stateOf(
        [2_000, 2_000, 1_000],
        [
          [9, 15],
          [9, 15],
          [9, 11, 13, 15],
        ],
      ),
    ).toEqual(["open 1"]);
  });

  it("are asked about where a day between them differs", () => {
    expect(
      stateOf(
        [2_000, 2_500, 2_000],
        [
          [9, 15],
          [9, 15],
          [9, 15],
        ],
      ),
    ).toEqual(["open 1"]);
  });
});
