import { describe, expect, it } from "vitest";
import { metricSchema, type Metric } from "#shared/plan/schema/metric.ts";
import { cellsOfText } from "#shared/setUp/tables/cells.ts";
import { metricTable, withMetricTable, type MetricTable } from "#shared/setUp/tables/metricTable.ts";
import * as v from "valibot";

const read = (text: string) => metricTable(cellsOfText(text).cells);
const METRIC: Metric = { name: "days to release", better: "lower" };

describe("months of a metric from a table", () => {
  it("reads months, the metric and a control by their columns; a month without a row is missing", () => {
    expect(read("team;month;days;others\nall;2025-09;8.6;9.0\nall;2025-11;8.8;9.1\nall;2025-12;;9.2")).toEqual({
      from: "2025-09",
      values: [8.6, null, 8.8, null],
      control: { name: "others", values: [9, null, 9.1, 9.2] },
    });
    expect(read("Nov 2025\t1,200\nOct 2025\t1,100")).toEqual({ from: "2025-10", values: [1100, 1200], control: null });
  });

  it.each([
    ["8.6\n8.8", "No column holds months, such as 2026-09 or Sep 2026."],
    ["2025-09\tmany\n2025-10\tfew", "A column of numbers is missing beside the months."],
    ["month\tdays\n2025-09\t8\n2025-10\tlots", "Row 3: “lots” is not a number."],
    ["2025-09\t8\n2025-09\t9", "Row 2: 2025-09 is there twice. Keep one row for each month."],
    ["month\tdays\n2025-09\t8\n2025-10\t8\nsum\t16", "Row 4: “sum” is not a month."],
  ])("refuses %j with a sentence and the row", (text, refusal) => {
    expect(read(text)).toEqual({ refusal });
  });

  it("splits them where the use started, with the control, into a metric that the plan takes", () => {
    const table = read("m,days,others\n2026-08,9,9\n2026-09,8,9\n2026-10,7,9") as MetricTable;
    const metric = withMetricTable(METRIC, table, "2026-10");
    expect(metric).toEqual({
      ...METRIC,
      before: { from: "2026-08", values: [9, 8] },
      after: { from: "2026-10", values: [7] },
      control: { name: "others", before: [9, 9], after: [9] },
    });
    expect(v.is(metricSchema, metric)).toBe(true);
    expect(withMetricTable(METRIC, table, null)).toMatchObject({ before: { values: [9, 8, 7] } });
    expect(withMetricTable(METRIC, table, "2026-08")).toEqual({
      refusal: "The months begin in 2026-08; to have months before, the start must be later.",
    });
  });
});
