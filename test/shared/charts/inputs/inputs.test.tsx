import { describe, expect, it } from "vitest";
import { AdoptionChart, adoptionSentence } from "#shared/charts/inputs/AdoptionChart.tsx";
import { CapCurveChart, capSentence, capTable } from "#shared/charts/inputs/CapCurveChart.tsx";
import { SuccessBars, successRange, successSentence, successTable } from "#shared/charts/inputs/SuccessBars.tsx";
import { chartMarkup } from "#shared/charts/base/markup.ts";
import { LIGHT_THEME } from "#shared/charts/base/theme.ts";
import { logTicks, valueTicks } from "#shared/charts/base/ticks.ts";
import { tokensAxis } from "#shared/charts/inputs/tokensScales.ts";
import { TokensChart } from "#shared/charts/inputs/TokensChart.tsx";
import { tokensSentence, tokensTable } from "#shared/charts/inputs/tokensWords.ts";
import { uncertainDomain, UncertainChart } from "#shared/charts/inputs/UncertainChart.tsx";
import { lnTokensDensity, uncertainShape } from "#shared/distributions/densities.ts";
import { compileTokens } from "#shared/distributions/tokens.ts";
import type { UncertainNumber } from "#shared/distributions/uncertain.ts";
import { formatNumber } from "#shared/format/counts.ts";

const theme = LIGHT_THEME;
const hue = theme.color.scenarios[0];
const CURVES: readonly UncertainNumber[] = [
  { p10: 1.3, p90: 1.8 },
  { min: 0.5, mode: 0.8, max: 0.95 },
  { min: 2, max: 6 },
];

/** ∫ density by trapezoids. */
function area(points: readonly { readonly value: number; readonly density: number }[]): number {
  return points
    .slice(1)
    .reduce((sum, { value, density }, i) => sum + ((value - points[i]!.value) * (density + points[i]!.density)) / 2, 0);
}

describe("the density of an uncertain number", () => {
  it.each(CURVES)("holds all but the last two in a thousand: %j", (number) => {
    const shape = uncertainShape(number);
    if (shape.kind !== "curve") throw new Error("no curve");
    expect(Math.abs(area(shape.points) - 0.998)).toBeLessThan(0.003);
    expect(
      Math.abs(area(shape.points.filter(({ value }) => value >= shape.p10 && value <= shape.p90)) - 0.8),
    ).toBeLessThan(0.05);
  });

  it("of tokens is that of a normal on the log axis", () => {
    const points = lnTokensDensity(compileTokens({ family: "lognormal", median: 1e6, sigma: 0.9 }));
    expect(area(points)).toBeCloseTo(0.998, 2);
    // 1 / (0.9·√(2π)) at the middle
    expect(Math.max(...points.map(({ density }) => density))).toBeCloseTo(0.4433, 3);
  });
});

describe("the chart of an uncertain number", () => {
  it.each([...CURVES, 5, { values: [1, 2], weights: [3, 1] }])("says what it shows: %j", (number) => {
    const markup = chartMarkup(
      <UncertainChart number={number} width={92} height={26} theme={theme} hue={hue} sentence="s" />,
    );
    expect(markup).toContain("<title>s</title>");
    expect(markup).not.toContain("NaN");
  });

  it("has an axis of round figures that holds the 8 in 10", () => {
    const [low, high] = uncertainDomain({ p10: 1.3, p90: 1.8 });
    expect(low).toBeLessThan(1.3);
    expect(high).toBeGreaterThan(1.8);
    expect(
      chartMarkup(
        <UncertainChart
          number={{ p10: 1.3, p90: 1.8 }}
          width={400}
          height={90}
          theme={theme}
          hue={hue}
          sentence="s"
          format={formatNumber}
        />,
      ),
    ).toContain(">1.5<");
  });
});

describe("ticks", () => {
  it("are round", () => {
    expect(valueTicks(0.93, 2.31, 6)).toEqual([1, 1.5, 2]);
    expect(valueTicks(0, 1, 2)).toEqual([0, 1]);
    expect(logTicks(2e5, 4e7)).toEqual([3e5, 1e6, 3e6, 1e7, 3e7]);
  });
});

describe("tokens of one attempt", () => {
  const tokens = { family: "lognormal", median: 2.8e6, sigma: 0.9 } as const;
  const cap = { tokens: 8.4e6, stopped: 0.111 };

  it("are one sentence, with the middle, the ends and the cap", () => {
    expect(tokensSentence({ tokens, cap })).toBe(
      "Half of the attempts use under 2.8M tokens, 1 in 10 under 880,000, 1 in 20 above 12M. A cap at 8.4M stops 11% of them.",
    );
  });

  it("are drawn with the middle named and the cap hatched", () => {
    const markup = chartMarkup(
      <TokensChart tokens={tokens} width={488} height={150} theme={theme} hue={hue} cap={cap} limit={2.8e8} />,
    );
    for (const words of ["median 2.8M", "cap: 3× the median, 8.4M", "cuts 11% of attempts", "1 in 20 above 12M"])
      expect(markup).toContain(words);
    expect(markup).not.toContain("NaN");
    expect(tokensTable(tokens).rows[40]![0]).toBeCloseTo(2.8e6, -1);
  });

  it("lie on an axis that can be read back", () => {
    const axis = tokensAxis(tokens, null, 488);
    expect(axis.amountAt(axis.xOf(5e6)) / 5e6).toBeCloseTo(1, 9);
  });
});

describe("success by effort", () => {
  const byEffort = [0.82, 0.8, 0.74, 0.62, 0.28];
  const spend = [0.06, 0.1, 0.15, 0.23, 0.46];

  it("is said of the dearest part", () => {
    expect(successSentence({ byEffort, spend })).toBe(
      "The most expensive fifth of tasks succeeds 28% of the time and uses 46% of the tokens.",
    );
    expect(successSentence({ byEffort: [0.6], spend: [1] })).toBe(
      "Every task succeeds 60% of the time, whatever it costs.",
    );
  });

  it("shows what the runs leave open: Jeffreys' interval", () => {
    // Beta(½ + 6, ½ + 6): 8 in 10 after 12 runs, half of them good; its density integrated by midpoints in Python
    const [low, high] = successRange(0.5, 12, 1);
    expect(low).toBeCloseTo(0.3247, 3);
    expect(high).toBeCloseTo(0.6753, 3);
    const markup = chartMarkup(
      <SuccessBars byEffort={byEffort} runs={60} spend={spend} width={208} height={130} theme={theme} hue={hue} />,
    );
    expect(markup).toContain("costliest fifth");
    expect(successTable({ byEffort, spend }).rows).toHaveLength(5);
  });

  it("against the cap says what is kept and where it no longer pays", () => {
    const points = [1, 2, 3, 4, 5].map((multiple) => ({
      multiple,
      successesKept: 1 - 0.4 / multiple ** 2,
      spendKept: 1 - 0.5 / multiple,
    }));
    const plateau = { multiple: 5.1, successesKept: 0.99, spendKept: 0.9 };
    expect(capSentence({ cap: points[2]!, plateau })).toBe(
      "A cap at 3 times the median keeps 96% of successes and 83% of spend; from 5.1 times the median on, 99 of 100 successes are kept.",
    );
    expect(capSentence({ cap: null, plateau })).toBe(
      "No cap. From 5.1 times the median on, 99 of 100 successes are kept.",
    );
    const markup = chartMarkup(
      <CapCurveChart
        points={points}
        plateau={plateau}
        cap={points[2]!}
        width={240}
        height={140}
        theme={theme}
        hue={hue}
      />,
    );
    expect(markup).toContain("96% of successes");
    expect(capTable(points).rows[2]).toEqual([3, points[2]!.successesKept, points[2]!.spendKept]);
  });
});

describe("the chart of adoption", () => {
  // A year of twelve months of 30 days.
  const monthStarts = Array.from({ length: 13 }, (_, month) => 20_000 + 30 * month);
  const points = [
    { day: 20_000, share: 0.3 },
    { day: 20_000 + 359, share: { min: 0.5, max: 0.9 } },
  ];

  it("says where the curve begins and where 8 in 10 simulated years end", () => {
    expect(adoptionSentence({ points, monthStarts })).toBe(
      "From 30% at the start to 70% at the end; 8 in 10 simulated years end between 54% and 86%.",
    );
    expect(adoptionSentence({ points: [{ day: 19_000, share: 0.4 }], monthStarts })).toBe(
      "From 40% at the start to 40% at the end.",
    );
    // Halfway between two points lies half of the way.
    expect(
      adoptionSentence({
        points: [
          { day: 20_000 - 100, share: 0.2 },
          { day: 20_000 + 100, share: 0.6 },
        ],
        monthStarts,
      }),
    ).toBe("From 40% at the start to 60% at the end.");
  });

  it("keeps shares between nobody and everyone, and every mark within its frame", () => {
    const markup = chartMarkup(
      <AdoptionChart
        points={[{ day: 20_000, share: { min: -0.5, max: 1.5 } }]}
        {...{ monthStarts, theme, hue }}
        width={320}
        height={72}
      />,
    );
    const heights = [...markup.matchAll(/[ML][\d.-]+,([\d.-]+)/g)].map(([, y]) => Number(y));
    expect(heights.length).toBeGreaterThan(4);
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...heights)).toBeLessThanOrEqual(72);
  });
});
