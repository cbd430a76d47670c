import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { CausesBridge, causesTable } from "#shared/charts/actuals/CausesBridge.tsx";
import { ForecastStrips, stripsInside } from "#shared/charts/actuals/ForecastStrips.tsx";
import { ReforecastFan, reforecastTable } from "#shared/charts/actuals/ReforecastFan.tsx";
import { LIGHT_THEME } from "#shared/charts/base/theme.ts";
import { moneyStyle } from "#shared/format/money.ts";
import { setActuals } from "#shared/plan/edits/edits.ts";
import { aPlan, answersOf } from "#test/renderer/fakes.ts";

const theme = LIGHT_THEME;
const hue = theme.color.scenarios[0];
const STRIPS = [
  { name: "January", tick: "Jan", p10: 90, p50: 100, p90: 120, observed: 95 },
  { name: "February", tick: "Feb", p10: 90, p50: 100, p90: 120, observed: 130 },
];

/** Numbers of an attribute, in the order of the marks. */
function numbers(markup: string, tag: string, attribute: string): number[] {
  return [...markup.matchAll(new RegExp(`<${tag}[^>]* ${attribute}="([-\\d.]+)"`, "g"))].map(([, value]) =>
    Number(value),
  );
}

describe("forecasts against what came", () => {
  it("draws what came above a range that it passed, and counts the others as inside", () => {
    const markup = renderToStaticMarkup(
      <ForecastStrips
        strips={STRIPS}
        currency="USD"
        madeWhen="forecast in December"
        step="month"
        sentence="1 of 2"
        width={400}
        height={220}
        theme={theme}
        hue={hue}
      />,
    );
    const [inside, above] = numbers(markup, "circle", "cy") as [number, number];
    expect(above).toBeLessThan(inside);
    expect(stripsInside(STRIPS)).toBe(1);
    expect(markup).toContain('aria-label="1 of 2"');
    expect(markup).toContain("forecast in December, fading where rare");
  });
});

describe("causes end to end", () => {
  const causes = [
    { name: "More tasks", amount: 900 },
    { name: "Cheaper tokens", amount: -300 },
  ];

  it("starts each where the one before ended, and the whole at nothing", () => {
    const markup = renderToStaticMarkup(
      <CausesBridge
        causes={causes}
        total="In all"
        money={moneyStyle("USD", 900)}
        sentence="s"
        width={500}
        theme={theme}
        hue={hue}
      />,
    );
    const x = numbers(markup, "rect", "x");
    const width = numbers(markup, "rect", "width");
    expect(x[1]! + width[1]!).toBeCloseTo(x[0]! + width[0]!, 1);
    expect(x[2]).toBeCloseTo(x[0]!, 1);
    expect(x[2]! + width[2]!).toBeCloseTo(x[1]!, 1);
    expect(markup).toContain("+$600");
    expect(markup).toContain("−$300");
    expect(causesTable(causes, "In all").rows.at(-1)).toEqual(["In all", 600]);
    const little = renderToStaticMarkup(
      <CausesBridge
        causes={[...causes, { name: "Luck", amount: -0.2 }]}
        total="In all"
        money={moneyStyle("USD", 900)}
        sentence="s"
        width={500}
        theme={theme}
        hue={hue}
      />,
    );
    expect(little).toContain("under $1<");
  });
});

describe("what a re-forecast changes", () => {
  const plan = aPlan();
  const closed = setActuals(plan, { months: [{ month: "2027-01", workloads: { coding: { spend: 2_000 } } }] }).plan;
  const [before, now] = [plan, closed].map(
    (one) => answersOf({ plan: one, version: 1, scenario: null, seed: 1, trials: 200 }, 200).outlook,
  ) as [ReturnType<typeof answersOf>["outlook"], ReturnType<typeof answersOf>["outlook"]];

  it("tables both years at month ends; the closed month is what it was", () => {
    const { columns, rows } = reforecastTable(now, before, "December");
    expect(columns).toContain("December, middle estimate");
    expect(rows).toHaveLength(12);
    expect(rows[0]!.slice(0, 4)).toEqual(["2027-01-31", 2_000, 2_000, 2_000]);
  });

  it("names both years' lines apart from each other", () => {
    const markup = renderToStaticMarkup(
      <ReforecastFan
        now={now}
        before={before}
        beforeName="December"
        sentence="s"
        width={700}
        height={300}
        theme={theme}
        hue={hue}
      />,
    );
    for (const words of ["now, 90%", "now, 50%", "December, 90%", "December, 50%", "December, 10%"])
      expect(markup).toContain(words);
    const heights = [...markup.matchAll(/<text[^>]* y="([-\d.]+)"[^>]*>(?:<tspan[^>]*>)?(?:now|December), /g)]
      .map(([, y]) => Number(y))
      .sort((one, other) => one - other);
    expect(heights).toHaveLength(5);
    for (const [i, y] of heights.slice(1).entries()) expect(y - heights[i]!).toBeGreaterThan(theme.text.small);
  });
});
