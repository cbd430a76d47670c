import { afterEach, describe, expect, it } from "vitest";
import { formatPercent } from "#shared/format/chances.ts";
import { formatCount, formatNumberRange, formatTokens } from "#shared/format/counts.ts";
import { formatDate, formatDateLong, formatFullDate } from "#shared/format/dates.ts";
import { formatExactMoney, formatMoney, formatMoneyDifference, moneyFormatCode } from "#shared/format/money.ts";
import { inPlainNotation, setNotation } from "#shared/format/notation.ts";
import { epochDayOf } from "#shared/units.ts";
import { parseTyped } from "#renderer/controls/numbers.ts";
import { observedOf, parseObserved, withObserved } from "#renderer/controls/uncertain/observedValues.ts";
import { typed, written } from "#renderer/controls/uncertain/uncertainShapes.ts";
import { pastedSeries } from "#renderer/views/value/metricPaste.ts";
import { parseRuns } from "#renderer/views/workloads/attemptEdits.ts";

afterEach(() => setNotation({ numbers: "1,234.5", dates: "month-first" }));

describe("the reader's notation", () => {
  it("marks thousands and decimals of every number as chosen, and keeps its digits", () => {
    setNotation({ numbers: "1.234,5", dates: "month-first" });
    expect(formatMoney("USD", 13_359_367, 100_000)).toBe("$13,4M");
    expect(formatExactMoney("EUR", 1_234_567.5)).toBe("€1.234.567,50");
    expect(formatCount(10_000)).toBe("10.000");
    expect(formatTokens(2_800_000)).toBe("2,8M");
    expect(formatPercent(0.975)).toBe("97,5%");
    expect(formatNumberRange(0.93, 1.5)).toBe("0,93 to 1,50");
    expect(formatMoneyDifference("USD", -1_600_000)).toBe("−$1,6M");
    setNotation({ numbers: "1 234,5", dates: "month-first" });
    expect(formatExactMoney("USD", 1_234_567.5)).toBe("$1\u00A0234\u00A0567,50");
  });

  it("orders dates as chosen; beyond the plan's year the year is said", () => {
    const plan = { start: epochDayOf("2026-01-01") };
    const day = epochDayOf("2026-11-05");
    setNotation({ numbers: "1,234.5", dates: "day-first" });
    expect([formatDate(day, plan), formatDateLong(day, plan), formatFullDate(day)]).toEqual([
      "5 Nov",
      "5 November",
      "5 November 2026",
    ]);
    setNotation({ numbers: "1,234.5", dates: "iso" });
    expect([formatDate(day, plan), formatFullDate(day)]).toEqual(["2026-11-05", "2026-11-05"]);
  });

  it.each(["1,234.5", "1.234,5", "1 234,5"] as const)("reads what it wrote: %s", (numbers) => {
    setNotation({ numbers, dates: "month-first" });
    for (const [kind, value] of [
      ["number", 72_345.67],
      ["number", 0.004],
      ["percent", 0.9751],
      ["money", 1_234_567.89],
    ] as const)
      expect(typed(written(value, { kind }), { kind })).toBe(value);
    expect(parseTyped("1e5")).toBeNull();
  });

  it("refuses a number of another notation rather than reading another value", () => {
    setNotation({ numbers: "1.234,5", dates: "month-first" });
    expect(["1.234,5", "2,5k", "1.500"].map(parseTyped)).toEqual([1234.5, 2500, 1500]);
    expect(["1,234.5", "1.5", "12.34"].map(parseTyped)).toEqual([null, null, null]);
    setNotation({ numbers: "1 234,5", dates: "month-first" });
    expect(["1 234,5", "1.5", "1,5"].map(parseTyped)).toEqual([1234.5, null, 1.5]);
  });

  it("reads lists of numbers, with commas between them and within", () => {
    setNotation({ numbers: "1.234,5", dates: "month-first" });
    expect(parseObserved("1,36, 1,42 (Jan, Feb)", { kind: "number" })).toEqual({
      values: [1.36, 1.42],
      words: "Jan, Feb",
    });
    expect(parseRuns("1.000; 2.500,5; 3.000")).toEqual([1000, 2500.5, 3000]);
    expect(pastedSeries("2025-09\t1,5\n2025-10\t2,25")).toEqual({ from: "2025-09", values: [1.5, 2.25] });
  });

  it("is kept out of what a plan says and of a workbook's formats", () => {
    setNotation({ numbers: "1.234,5", dates: "iso" });
    const evidence = withObserved(undefined, { values: [1.36, 1234.5], words: "" }, { kind: "number" });
    expect(evidence.source).toContain("1.36, 1,234.5");
    expect(observedOf(evidence, { kind: "number" }).values).toEqual([1.36, 1234.5]);
    expect(moneyFormatCode("USD", 2e6)).toContain('0.0,,"M"');
    expect(inPlainNotation(() => formatCount(10_000))).toBe("10,000");
    expect(formatCount(10_000)).toBe("10.000");
  });

  it("comes back after work that failed", () => {
    setNotation({ numbers: "1.234,5", dates: "iso" });
    const fail = (): never => {
      throw new Error("no");
    };
    expect(() => inPlainNotation(fail)).toThrow("no");
    expect(formatCount(1000)).toBe("1.000");
  });
});
