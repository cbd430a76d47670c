import { describe, expect, it } from "vitest";
import { curveTable, tokensAxisOf, type CurvePoint } from "#shared/charts/actuals/curvePoints.ts";
import { chartMarkup } from "#shared/charts/base/markup.ts";
import { QuantilePlot } from "#shared/charts/actuals/QuantilePlot.tsx";
import { RunTailChart } from "#shared/charts/actuals/RunTailChart.tsx";
import { DARK_THEME, LIGHT_THEME, PAPER_THEME } from "#shared/charts/base/theme.ts";

const points: CurvePoint[] = Array.from({ length: 50 }, (_, i) => {
  const expected = 1e5 * 1.1 ** i;
  return {
    observed: expected * (1 + 0.05 * Math.sin(i)),
    shareAbove: 1 - (i + 0.5) / 50,
    expected,
    low: expected / 1.3,
    high: expected * 1.3,
  };
});
const far = [
  { observed: 1e8, shareAbove: 0.006 },
  { observed: 2e8, shareAbove: 0.002 },
];

function dots(markup: string): { readonly x: number; readonly y: number }[] {
  return [...markup.matchAll(/<circle cx="([^"]+)" cy="([^"]+)"/g)].map(([, x, y]) => ({ x: Number(x), y: Number(y) }));
}

describe.each([
  ["light", LIGHT_THEME],
  ["dark", DARK_THEME],
  ["paper", PAPER_THEME],
] as const)("runs against a curve, %s", (_, theme) => {
  const hue = theme.color.scenarios[0];
  const [width, height] = [400 * theme.px, 250 * theme.px];

  it("stand dearer to the right and rarer below, all within the chart, with a name", () => {
    const markup = chartMarkup(
      <RunTailChart
        points={points}
        far={far}
        farWords={["runaways", "0.6%, 8 to 28×"]}
        runs={4812}
        sentence="It holds."
        width={width}
        height={height}
        theme={theme}
        hue={hue}
      />,
    );
    expect(markup).toContain('aria-label="It holds."');
    expect(markup).not.toMatch(/NaN|Infinity/);
    const runs = dots(markup);
    expect(runs).toHaveLength(52);
    runs.forEach(({ x, y }, i) => {
      expect(x >= 0 && x <= width && y >= 0 && y <= height).toBe(true);
      if (i > 0) expect(x >= runs[i - 1]!.x && y > runs[i - 1]!.y).toBe(true);
    });
    for (const words of [
      "a sample of 4,812 runs",
      "fitted curve",
      "runaways",
      "0.6%, 8 to 28×",
      "1 in 10",
      "1 in 100",
      "10M",
    ])
      expect(markup).toContain(words);
  });

  it("lie on the diagonal where the curve is right", () => {
    const size = 260 * theme.px;
    const right = points.map((point) => ({ ...point, observed: point.expected }));
    const markup = chartMarkup(
      <QuantilePlot points={right} sentence="It holds." size={size} theme={theme} hue={hue} />,
    );
    expect(markup).not.toMatch(/NaN|Infinity/);
    const runs = dots(markup);
    const sums = runs.map(({ x, y }) => x + y);
    expect(Math.max(...sums) - Math.min(...sums)).toBeLessThan(0.05);
    expect(runs.every(({ x, y }) => x > 0 && x < size && y > 0 && y < size)).toBe(true);
  });
});

describe("an axis of tokens", () => {
  it("has round ticks, no more than asked for, for any range", () => {
    for (const [low, high] of [
      [200, 900],
      [1e5, 1e7],
      [3, 3e12],
      [5e6, 5.1e6],
    ] as const) {
      const axis = tokensAxisOf([low, high], 5);
      expect(Math.exp(axis.low)).toBeLessThan(low);
      expect(Math.exp(axis.high)).toBeGreaterThan(high);
      expect(axis.ticks.length).toBeLessThanOrEqual(5);
      for (const { tokens } of axis.ticks)
        expect(Math.log(tokens) >= axis.low && Math.log(tokens) <= axis.high).toBe(true);
    }
    expect(tokensAxisOf([1e5, 1e7], 5).ticks.map(({ text }) => text)).toEqual(["100k", "1M", "10M"]);
  });

  it("comes with the data that is drawn", () => {
    const table = curveTable(points, far);
    expect(table.rows).toHaveLength(52);
    expect(table.rows[51]).toEqual([2e8, 0.002, null, null, null]);
  });
});
