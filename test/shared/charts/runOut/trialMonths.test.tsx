import { describe, expect, it } from "vitest";
import { chartMarkup } from "#shared/charts/base/markup.ts";
import { LIGHT_THEME } from "#shared/charts/base/theme.ts";
import { TrialMonths } from "#shared/charts/runOut/TrialMonths.tsx";
import { trialMonthsLabels } from "#shared/charts/runOut/trialMonthLabels.ts";
import { trialMonthsFrame } from "#shared/charts/runOut/trialMonthScales.ts";
import { trialMonthsSentence } from "#shared/charts/runOut/trialMonthWords.ts";
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
      spentOn: 190,
      events: [{ month: 3, title: "Seats renew: 2×", detail: "5 of 50 simulated years have more" }],
      top: 120,
      theme: LIGHT_THEME,
      hue: "#2164D0",
      width: 760,
      plotHeight: 200,
    };
    expect(trialMonthsSentence(input)).toBe(
      "One simulated year, month by month: $1,200 in all, and the $650 is spent on Jul 10.",
    );
    const bars = (shown: number): number =>
      (chartMarkup(<TrialMonths {...input} shown={shown} />).match(/<rect/g) ?? []).length;
    expect([bars(1), bars(12)]).toEqual([2, 24]);
    expect(chartMarkup(<TrialMonths {...input} shown={12} />)).toContain("Jul 10: the $650 is spent");
    expect(chartMarkup(<TrialMonths {...input} shown={3} />)).not.toContain("Jul 10: the");
    expect(chartMarkup(<TrialMonths {...input} shown={12} />)).toContain("Seats renew: 2×");
  });

  it("draws no stick through the words of another event", () => {
    const months = Array.from({ length: 12 }, (_, m) => ({
      month: `2027-${String(m + 1).padStart(2, "0")}`,
      spend: 60 + 5 * m,
      cumulative: 0,
      parts: [60 + 5 * m],
    }));
    const events = [3, 4, 5, 4, 3].map((month, i) => ({
      month,
      title: `Event number ${i}`,
      detail: "in 5 of 50 years",
    }));
    const props = {
      ...{ months, parts: ["Coding"], hasHollow: false, currency: "USD", budget: 650, events, shown: 12, top: 240 },
      ...{ start: epochDayOf("2027-01-01"), spentOn: null, theme: LIGHT_THEME, hue: "#2164D0", width: 760 },
      plotHeight: 240,
    };
    const { labels, leaders } = trialMonthsLabels(props, trialMonthsFrame(props));
    const titles = labels.filter(({ lines }) => lines[0]![0]!.text.startsWith("Event number"));
    const sticks = [...leaders.matchAll(/M([\d.]+),([\d.]+)L\1,([\d.]+)/g)].map(([, x, from, to]) => ({
      x: Number(x),
      from: Number(from),
      to: Number(to),
    }));
    expect(titles.length).toBeGreaterThan(2);
    expect(sticks).toHaveLength(titles.length);
    for (const { box } of titles)
      for (const { x, from, to } of sticks)
        expect(x > box.x && x < box.x + box.width && from < box.y + box.height && to > box.y).toBe(false);
  });
});
