import { describe, expect, it } from "vitest";
import { EvidenceDisc } from "#shared/charts/inputs/EvidenceDisc.tsx";
import { ExceedanceCurve, exceedanceSentence, exceedanceTable } from "#shared/charts/runOut/ExceedanceCurve.tsx";
import { linePath, overlapArea, simplified } from "#shared/charts/base/shapes.ts";
import { SpentBar, spentSentence } from "#shared/charts/runOut/SpentBar.tsx";
import { hatching } from "#shared/charts/runOut/AskLadder.tsx";
import { IntervalStrip, intervalTable, stripAxis, stripSteps } from "#shared/charts/base/IntervalStrip.tsx";
import { Mark } from "#shared/charts/base/Mark.tsx";
import { chartMarkup } from "#shared/charts/base/markup.ts";
import { ShareBar, shareLabels, shareTable } from "#shared/charts/runOut/ShareBar.tsx";
import { LIGHT_THEME } from "#shared/charts/base/theme.ts";
import { moneyStyle } from "#shared/format/money.ts";
import { syntheticForecast } from "#test/shared/forecast/syntheticYear.ts";

const theme = LIGHT_THEME;
const hue = theme.color.scenarios[0];

function widthsOf(markup: string, mark: string): number[] {
  return [...markup.matchAll(new RegExp(`<${mark}[^>]* width="([^"]+)"`, "g"))].map(([, width]) => Number(width));
}

describe("an interval strip", () => {
  it("fades from the middle to 28% of its width beyond 8 in 10, never below nothing", () => {
    const steps = stripSteps({ p10: 10, p50: 20, p90: 40 });
    expect(steps[0]).toEqual({ from: 10 - 0.28 * 30, to: 40 + 0.28 * 30 });
    expect(
      steps.every(
        ({ from, to }, i) =>
          from <= 20 && to >= 20 && (i === 0 || (from > steps[i - 1]!.from && to < steps[i - 1]!.to)),
      ),
    ).toBe(true);
    expect(stripSteps({ p10: 1, p50: 20, p90: 40 })[0]!.from).toBe(0);
  });

  it("puts the tick at the middle on the column's axis", () => {
    const markup = chartMarkup(
      <IntervalStrip
        interval={{ p10: 10, p50: 20, p90: 30 }}
        top={40}
        ticks={[0, 20]}
        width={200}
        height={28}
        theme={theme}
        hue={hue}
        sentence="s"
      />,
    );
    expect(markup).toContain('<rect x="99" y="7" width="2" height="14"');
    expect(markup).toContain("<title>s</title>");
  });

  it("shares an axis that holds the widest bar, with two to five round ticks", () => {
    for (const size of [1, 3.7, 480, 2.4e6, 9.9e9]) {
      const axis = stripAxis("USD", [{ p10: 0.5 * size, p50: 0.8 * size, p90: size }]);
      expect(axis.top).toBeGreaterThan(size);
      expect(axis.ticks.length).toBeGreaterThanOrEqual(3);
      expect(axis.ticks.length).toBeLessThanOrEqual(6);
    }
  });

  it("gives its data", () => {
    expect(intervalTable([{ name: "January", p10: 1, p50: 2, p90: 3 }]).rows).toEqual([["January", 1, 2, 3]]);
  });
});

describe("a gone bar", () => {
  it("fills its share, and nothing for no chance", () => {
    expect(widthsOf(chartMarkup(<SpentBar chance={0.25} width={80} height={17} theme={theme} />), "rect")).toEqual([
      80, 20,
    ]);
    expect(widthsOf(chartMarkup(<SpentBar chance={0} width={80} height={17} theme={theme} />), "rect")).toEqual([80]);
    expect(spentSentence(0.36)).toBe("Budget spent in 18 of 50 simulated years.");
  });
});

describe("a share bar", () => {
  const parts = [
    ["tokens", 7.8],
    ["review", 6],
    ["failures", 0.1],
    ["errors", 0.05],
  ].map(([name, amount]) => ({ name: String(name), amount: Number(amount), figure: `$${amount!}` }));

  it("keeps the label of a narrow first part, which ends where the next begins", () => {
    const parts = ["tokens", "review", "failures", "errors"].map((name, i) => ({
      name,
      amount: 0.1 * (i + 1),
      figure: `$0.${i + 1}`,
    }));
    for (let width = 330; width < 430; width += 0.7) {
      expect(shareLabels(parts, [0, 0.03 * width, 0.06 * width, 0.2 * width], width, theme)).toHaveLength(4);
    }
  });

  it("gives every part its length and a label beside no other", () => {
    const markup = chartMarkup(
      <ShareBar
        parts={parts}
        range={{ p10: 12, p90: 16 }}
        width={400}
        theme={theme}
        hue={hue}
        sentence="What one costs."
      />,
    );
    const widths = widthsOf(markup, "rect");
    expect((widths[0]! + 1) / (widths[1]! + 1)).toBeCloseTo(7.8 / 6, 2);
    const labels = shareLabels(parts, [0, 200, 380, 395], 400, theme);
    expect(labels).toHaveLength(4);
    labels.forEach(({ box }, i) => labels.slice(i + 1).forEach((other) => expect(overlapArea(box, other.box)).toBe(0)));
    expect(labels.every(({ box }) => box.x >= 0 && box.x + box.width <= 400)).toBe(true);
    expect(shareTable(parts).rows[1]).toEqual(["review", 6]);
  });
});

describe("an exceedance curve", () => {
  const { outlook } = syntheticForecast({ trials: 600 });
  const money = moneyStyle("USD", outlook.ladder.ask, 100_000);

  it("falls, passes the budget at the chance of running out, and says so", () => {
    const chances = exceedanceTable(outlook).rows.map(([, chance]) => Number(chance));
    expect(chances.every((chance, i) => i === 0 || chance < chances[i - 1]!)).toBe(true);
    const atBudget = outlook.exceedance.filter(({ amount }) => amount <= outlook.budget).at(-1)!.chance;
    expect(Math.abs(atBudget - (1 - outlook.runOut.never))).toBeLessThan(0.01);
    expect(exceedanceSentence(outlook, money)).toMatch(/more than the budget of \$9\.6M in \d+ of 50/);
    const markup = chartMarkup(
      <ExceedanceCurve outlook={outlook} money={money} width={560} height={260} theme={theme} hue={hue} />,
    );
    expect(markup).not.toMatch(/NaN|Infinity/);
    expect(markup).toContain(theme.color.over);
  });
});

describe("evidence discs and the mark", () => {
  it("fill by how much is known, in ink alone", () => {
    const discs = (["measured", "sampled", "judged", "guessed"] as const).map((grade) =>
      chartMarkup(<EvidenceDisc grade={grade} size={12} theme={theme} />),
    );
    expect(new Set(discs).size).toBe(4);
    expect(discs[0]).toContain(`fill="${theme.color.ink2}"`);
    expect(discs[3]).toContain("stroke-dasharray");
    expect(discs.join("")).not.toContain(hue);
  });

  it("is twelve dots, the first four hollow", () => {
    const circles = [...chartMarkup(<Mark width={20} theme={theme} />).matchAll(/<circle[^>]*>/g)].map(
      ([circle]) => circle,
    );
    expect(circles).toHaveLength(12);
    expect(circles.map((circle) => circle.includes('fill="none"'))).toEqual([
      true,
      true,
      true,
      true,
      ...new Array<boolean>(8).fill(false),
    ]);
  });
});

describe("geometry", () => {
  it("drops only points that do not change the line", () => {
    const year = Array.from({ length: 366 }, (_, day) => [day, 0.5 * day + (day % 7 === 0 ? 3 : 0)] as const);
    const few = simplified(year, 0.1);
    expect(few[0]).toEqual(year[0]);
    expect(few.at(-1)).toEqual(year.at(-1));
    expect(few.length).toBeLessThan(year.length);
    expect(
      simplified(
        [
          [0, 0],
          [1, 1],
          [2, 2],
        ],
        0.01,
      ),
    ).toEqual([
      [0, 0],
      [2, 2],
    ]);
    expect(
      linePath([
        [0, 0],
        [1.23456, 2],
      ]),
    ).toBe("M0,0L1.23,2");
  });

  it("hatches within the box at 45 degrees", () => {
    const box = { x: 10, y: 20, width: 14, height: 40 };
    for (const [[x0, y0], [x1, y1]] of hatching(box, 5)) {
      expect(x1 - x0).toBeCloseTo(y0 - y1, 9);
      expect(Math.min(x0, x1) >= 10 && Math.max(x0, x1) <= 24 && Math.min(y0, y1) >= 20 && Math.max(y0, y1) <= 60).toBe(
        true,
      );
    }
  });
});
