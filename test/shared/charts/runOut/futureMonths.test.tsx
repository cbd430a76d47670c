import { describe, expect, it } from "vitest";
import { chartMarkup } from "#shared/charts/base/markup.ts";
import { LIGHT_THEME } from "#shared/charts/base/theme.ts";
import { FutureMonths } from "#shared/charts/runOut/FutureMonths.tsx";
import { futureMonthsSentence } from "#shared/charts/runOut/futureMonthWords.ts";
import { epochDayOf } from "#shared/units.ts";

describe("a future's months", () => {
  it("say what the year came to and when the money was gone, and grow with a replay", () => {
    const months = Array.from({ length: 12 }, (_, m) => ({
      month: `2027-${String(m + 1).padStart(2, "0")}`,
      spend: 100,
      cumulative: 100 * (m + 1),
      parts: [70, 30],
    }));
    const input = {
      months,
      parts: ["Coding", "Seats"],
      hasHollow: true,
      currency: "USD",
      budget: 650,
      start: epochDayOf("2027-01-01"),
      goneOn: 190,
      events: [{ month: 3, title: "Seats renew: 2×", detail: "5 of 50 simulated years have more" }],
      top: 120,
      theme: LIGHT_THEME,
      hue: "#2164D0",
      width: 760,
      plotHeight: 200,
    };
    expect(futureMonthsSentence(input)).toBe(
      "One simulated year, month by month: $1,200 in all, and the $650 is spent on Jul 10.",
    );
    const bars = (shown: number): number =>
      (chartMarkup(<FutureMonths {...input} shown={shown} />).match(/<rect/g) ?? []).length;
    expect([bars(1), bars(12)]).toEqual([2, 24]);
    expect(chartMarkup(<FutureMonths {...input} shown={12} />)).toContain("Jul 10: the $650 is spent");
    expect(chartMarkup(<FutureMonths {...input} shown={3} />)).not.toContain("Jul 10: the");
    expect(chartMarkup(<FutureMonths {...input} shown={12} />)).toContain("Seats renew: 2×");
  });
});
