import { expect, it } from "vitest";
import { chartMarkup } from "#shared/charts/base/markup.ts";
import { PitHistogram, pitSentence, pitTable } from "#shared/charts/actuals/PitHistogram.tsx";
import { LIGHT_THEME } from "#shared/charts/base/theme.ts";

const counts = [9, 4, 3, 2, 3, 2, 4, 3, 6, 14];

it("says in words how many lay in the outermost tenths", () => {
  expect(pitSentence(counts)).toBe(
    "Of 50 outcomes 23 lay in the outermost tenths of their forecasts, where 10 are expected.",
  );
});

it("draws a bar for each bin, as high as its count, and the band of right forecasts behind them", () => {
  const markup = chartMarkup(
    <PitHistogram counts={counts} width={200} height={100} theme={LIGHT_THEME} hue="#123456" />,
  );
  const heights = [...markup.matchAll(/<rect [^>]*height="([^"]+)" fill="#123456"/g)].map(([, height]) =>
    Number(height),
  );
  expect(heights).toHaveLength(10);
  expect(heights[9]! / heights[3]!).toBeCloseTo(7, 1);
  expect(markup).toContain(`fill="${LIGHT_THEME.color.hair}"`);
  expect(markup).toContain("<title>Of 50 outcomes");
});

it("draws no outcome at all without a fault", () => {
  expect(
    chartMarkup(<PitHistogram counts={[0, 0, 0, 0]} width={200} height={100} theme={LIGHT_THEME} hue="#123456" />),
  ).not.toMatch(/NaN|Infinity/);
});

it("gives its data", () => {
  expect(pitTable(counts).rows[9]).toEqual([0.9, 1, 14, 5]);
});
