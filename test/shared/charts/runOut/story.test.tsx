import { describe, expect, it } from "vitest";
import { ridgeOf } from "#shared/charts/runOut/BurnUpFan.tsx";
import { dotColumns } from "#shared/charts/runOut/FiftyDots.tsx";
import { type Box, overlapArea } from "#shared/charts/base/shapes.ts";
import { chartMarkup } from "#shared/charts/base/markup.ts";
import { dayCells, spentStep } from "#shared/charts/runOut/RunOutCalendar.tsx";
import { RunOutStory } from "#shared/charts/runOut/RunOutStory.tsx";
import { ladderLabels } from "#shared/charts/runOut/ladderLabels.ts";
import { type StoryInput, storyFrame } from "#shared/charts/runOut/storyFrame.ts";
import { rankAt, rankOfDot, storyMarks } from "#shared/charts/runOut/storyMarks.ts";
import { storyLabels } from "#shared/charts/runOut/storyLabels.ts";
import { calendarTable, dotsTable, fanTable, ladderTable, storySentence } from "#shared/charts/runOut/storyWords.ts";
import { DARK_THEME, LIGHT_CONTRAST_THEME, LIGHT_THEME, PAPER_THEME } from "#shared/charts/base/theme.ts";
import { moneyStyle } from "#shared/format/money.ts";
import { resolutionOf } from "#shared/format/digits.ts";
import { type SyntheticYear, syntheticForecast } from "#test/shared/forecast/syntheticYear.ts";

const YEARS: Readonly<Record<string, Partial<SyntheticYear>>> = {
  "an ordinary year": {},
  "a budget far above all futures": { budget: 40e6 },
  "a budget just above most": { budget: 17e6 },
  "a budget gone in spring in all": { budget: 2.4e6 },
  "a budget gone in January": { budget: 300e3 },
  "an ask below the budget": { budget: 14.5e6 },
  "a tiny plan": { budget: 500, median: 480 },
  "a huge plan": { budget: 3e9, median: 3.1e9 },
  "a year from April": { start: "2027-04-01" },
  "half a year": { months: 6, budget: 8e6 },
  "a year and a half": { months: 18, budget: 10e6 },
  "five years": { months: 60, budget: 10e6 },
  yen: { currency: "JPY", budget: 1.25e9, median: 1.3e9 },
  "Swiss francs at 95%": { currency: "CHF", budget: 11.4e6, confidence: 0.95 },
  "confidence of one half": { confidence: 0.5 },
  "work that stops at the budget": { atExhaustion: "block" },
  "no chance at all": { sigma: 0, monthSigma: 0 },
  "wild futures": { sigma: 0.9 },
  "futures close together": { sigma: 0.02, monthSigma: 0.02, budget: 11.1e6 },
};

const SHEETS = {
  paper: { theme: PAPER_THEME, width: 510, plotHeight: 232, compact: true },
  screen: { theme: LIGHT_THEME, width: 1192, plotHeight: 414, compact: false },
  narrow: { theme: LIGHT_THEME, width: 760, plotHeight: 300, compact: true },
} as const;

function storyOf(
  change: Partial<SyntheticYear>,
  sheet: (typeof SHEETS)[keyof typeof SHEETS] = SHEETS.paper,
): StoryInput {
  const { outlook } = syntheticForecast({ trials: 600, ...change });
  return {
    outlook,
    money: moneyStyle(outlook.currency, outlook.ladder.ask, resolutionOf(outlook.ladder.ask * 0.004)),
    ...sheet,
  };
}

function nodes(markup: string): number {
  return markup.match(/<[a-z]/g)?.length ?? 0;
}

const isOutside = ({ x, y, width, height }: Box, frame: { readonly width: number; readonly height: number }): boolean =>
  x < -0.5 || y < -0.5 || x + width > frame.width + 0.5 || y + height > frame.height + 0.5;

describe.each(Object.entries(YEARS))("the run-out story of %s", (_, change) => {
  it.each(Object.keys(SHEETS) as (keyof typeof SHEETS)[])(
    "has no words that cover each other or leave the chart: %s",
    (sheet) => {
      const story = storyOf(change, SHEETS[sheet]);
      const frame = storyFrame(story);
      const { labels, budgetTag, askTag } = storyLabels(story, frame);
      const boxes = labels.map(({ box, lines }) => ({
        box,
        text: lines
          .flat()
          .map(({ text }) => text)
          .join(""),
      }));
      for (const [i, one] of boxes.entries()) {
        expect(isOutside(one.box, frame), one.text).toBe(false);
        for (const other of boxes.slice(i + 1))
          expect(overlapArea(one.box, other.box), `${one.text} | ${other.text}`).toBe(0);
        for (const tag of [budgetTag, askTag]) expect(overlapArea(one.box, tag.box), one.text).toBe(0);
      }
    },
  );

  it.each(Object.keys(SHEETS) as (keyof typeof SHEETS)[])(
    "names the parts of the ladder in the order in which they stand: %s",
    (sheet) => {
      const story = storyOf(change, SHEETS[sheet]);
      const heights = ladderLabels(story, storyFrame(story), []).flatMap(({ label }) => {
        const words = label.lines
          .flat()
          .map(({ text }) => text)
          .join("");
        const percent = / to (\d+)%$/.exec(words)?.[1];
        const rank = percent === undefined ? (words.includes("base") ? 0 : -1) : Number(percent);
        return rank < 0 ? [] : [{ rank, y: label.y }];
      });
      const ranked = heights.toSorted((one, other) => one.rank - other.rank).map(({ y }) => y);
      expect(ranked).toEqual(ranked.toSorted((one, other) => other - one));
    },
  );

  it("draws numbers only, in at most 2,000 nodes, and says its sentence", () => {
    const story = storyOf(change);
    const markup = chartMarkup(<RunOutStory {...story} />);
    expect(markup).not.toMatch(/NaN|undefined|Infinity/);
    expect(nodes(markup)).toBeLessThanOrEqual(2_000);
    expect(markup).toContain('role="img"');
    expect(markup).toContain(`<title>${storySentence(story.outlook, story.money)}</title>`);
  });

  it("has fifty dots, none astride the budget and as many gone as the words say", () => {
    const story = storyOf(change);
    const frame = storyFrame(story);
    const { dots, above, radius } = dotColumns(story.outlook, frame);
    const line = frame.y(story.outlook.budget);
    expect(dots.length + above).toBe(50);
    expect(dots.filter(({ isSpent: gone }) => gone).length + above).toBe(story.outlook.dotsSpent);
    for (const { y, isSpent: gone } of dots)
      expect(gone ? y + radius <= line + 1e-6 : y - radius >= line - 1e-6).toBe(true);
    const places = new Set(dots.map(({ x, y }) => `${x.toFixed(3)} ${y.toFixed(3)}`));
    expect(places.size).toBe(dots.length);
  });

  it("has three to seven hairlines on the money axis", () => {
    const { ticks } = storyFrame(storyOf(change));
    expect(ticks.length - 1).toBeGreaterThanOrEqual(3);
    expect(ticks.length - 1).toBeLessThanOrEqual(7);
  });
});

describe("the run-out story", () => {
  const story = storyOf({}, SHEETS.screen);
  const frame = storyFrame(story);

  it("keeps the design's measures: ridge 44 px high at its mode, percents at least 14 px apart", () => {
    const ridge = ridgeOf(story.outlook, frame)!;
    expect(frame.y(story.outlook.budget) - Math.min(...ridge.edge.map(([, y]) => y))).toBeCloseTo(44, 1);
    const percents = storyLabels(story, frame)
      .labels.filter(({ lines }) => /^\d+%$/.test(lines[0]![0]!.text))
      .map(({ y }) => y)
      .sort((a, b) => a - b);
    expect(percents.length).toBeGreaterThanOrEqual(3);
    percents.slice(1).forEach((y, i) => expect(y - percents[i]!).toBeGreaterThan(13));
  });

  it("has no ridge and no drops under 1% of run-outs", () => {
    const safe = storyOf({ budget: 40e6 }, SHEETS.screen);
    expect(ridgeOf(safe.outlook, storyFrame(safe))).toBeNull();
    expect(
      storyLabels(safe, storyFrame(safe))
        .labels.flatMap(({ lines }) => lines.flat())
        .map(({ text }) => text),
    ).not.toContain("Day the budget is spent");
    expect(storySentence(safe.outlook, safe.money)).toContain("In 0 of 50 simulated years");
  });

  it("draws from the back: bands, futures, ridge, budget, dots, labels", () => {
    const markup = chartMarkup(<RunOutStory {...story} />);
    const { hair, ink } = LIGHT_THEME.color;
    const order = [
      `stroke="${hair}"`,
      'fill-opacity="0.05"',
      'stroke-opacity="0.4"',
      'fill-opacity="0.72"',
      `stroke="${ink}"`,
      "<circle",
      "<text",
    ].map((mark) => markup.indexOf(mark));
    expect(order.every((at, i) => at > 0 && (i === 0 || at > order[i - 1]!))).toBe(true);
  });

  it("draws the eight futures of a first few hundred, and no band or middle that they could not carry", () => {
    const first = { ...story, isFirst: true };
    const markup = chartMarkup(<RunOutStory {...first} />);
    const words = storyLabels(first, frame)
      .labels.flatMap(({ lines }) => lines.flat())
      .map(({ text }) => text);
    expect(markup).not.toContain('fill-opacity="0.05"');
    expect(markup).not.toContain('stroke-dasharray="6 4"');
    expect(markup.match(/stroke-opacity="0.4"/g)).toHaveLength(8);
    expect(words).toContain("Thin lines: eight simulated years.");
    expect(words).not.toContain("Dashed: half lie below.");
  });

  it("puts each day under its own month and steps the ramp where the design does", () => {
    const cells = dayCells(story.outlook, frame);
    story.outlook.monthStarts.slice(0, -1).forEach((first, m) => {
      const next = story.outlook.monthStarts[m + 1]!;
      for (const cell of cells.slice(first, next))
        expect(cell.x >= frame.x(first) && cell.x + cell.width <= frame.x(next)).toBe(true);
    });
    expect([0, 0.009, 0.01, 0.1, 0.25, 0.4, 0.55, 0.7, 1].map(spentStep)).toEqual([0, 0, 1, 2, 3, 4, 5, 6, 6]);
    // No two days of a year share a cell.
    expect(new Set(cells.map(({ x, y }) => `${x} ${y}`)).size).toBe(story.outlook.days);
  });

  it("shows closed months as a solid line and as dots in the calendar", () => {
    const actual = Array.from({ length: 91 }, (_, day) => day * 20_000);
    const markup = chartMarkup(<RunOutStory {...story} actual={actual} />);
    expect(markup).toContain(`stroke-width="${LIGHT_THEME.stroke.actual}"`);
    expect(markup).toContain(">spent<");
  });

  it("gives its data as it is drawn: days, dots, rungs", () => {
    const { outlook } = story;
    expect(fanTable(outlook).rows).toHaveLength(outlook.days);
    expect(fanTable(outlook).rows[0]![0]).toBe("2027-01-01");
    expect(fanTable(outlook).rows.at(-1)!.at(-1)).toBe(outlook.paths.at(-1)!.spend.at(-1));
    expect(dotsTable(outlook).rows.filter(([, , fate]) => fate === "spent")).toHaveLength(outlook.dotsSpent);
    expect(calendarTable(outlook).rows.map(([, , chance]) => chance)).toEqual(outlook.runOut.byDay);
    // What futures were counted for has an error by the density about it; a closed month, a single future and the
    // budget have none.
    const day = outlook.days - 1;
    const middle = 1 + outlook.fan.levels.indexOf(0.5);
    const [below, above] = [0.45, 0.55].map((level) =>
      outlook.fan.quantiles[outlook.fan.levels.indexOf(level)]!.at(-1)!,
    ) as [number, number];
    expect(fanTable(outlook).error!(day, middle)).toBeCloseTo(
      ((above - below) / 0.1) * Math.sqrt(0.25 / outlook.trials),
      6,
    );
    expect(fanTable(outlook).error!(day, fanTable(outlook).columns.length - 1)).toBeNull();
    expect(ladderTable(outlook).error!(ladderTable(outlook).rows.length - 1, 2)).toBeNull();
    expect(calendarTable(outlook).error!(day, 2)).toBeCloseTo(
      Math.sqrt((outlook.runOut.byDay[day]! * (1 - outlook.runOut.byDay[day]!)) / outlook.trials),
      12,
    );
    expect(ladderTable(outlook).rows).toContainEqual(["request", 0.8, outlook.ladder.ask]);
    for (const { columns, rows } of [
      fanTable(outlook),
      dotsTable(outlook),
      calendarTable(outlook),
      ladderTable(outlook),
    ]) {
      expect(rows.every((row) => row.length === columns.length)).toBe(true);
    }
  });

  it.each([
    ["dark", DARK_THEME],
    ["high contrast", LIGHT_CONTRAST_THEME],
  ])("takes every colour from its theme: %s", (_, theme) => {
    const markup = chartMarkup(<RunOutStory {...story} theme={theme} />);
    const { scenarios, spent: gone, ...others } = theme.color;
    const known = new Set(
      [...Object.values(others), ...scenarios, ...gone, "none"].map((color) => color.toLowerCase()),
    );
    const used = [...markup.matchAll(/(?:fill|stroke)="([^"]+)"/g)].map(([, color]) => color!.toLowerCase());
    expect(used.filter((color) => color !== "stroke" && !known.has(color))).toEqual([]);
    // Only high contrast draws the edge of the 80% band.
    expect(markup.includes(`stroke-width="${theme.stroke.bandEdge}"`)).toBe(theme.stroke.bandEdge > 0);
  });
});

describe("the future at a place of the story", () => {
  const story = storyOf({}, SHEETS.screen);
  const frame = storyFrame(story);
  const { outlook } = story;

  it("is a dot's where a dot lies: the cheapest at the floor", () => {
    const [, dots] = storyMarks(outlook, frame, story.money);
    for (const i of [0, 24, 49]) {
      const box = dots!.marks[i]!.box;
      if (box === undefined) continue;
      expect(rankAt(outlook, frame, box.x + box.width / 2, box.y + box.height / 2)).toBeCloseTo(
        rankOfDot(outlook, i),
        9,
      );
    }
    expect(rankOfDot(outlook, 0)).toBe(0.01);
  });

  it("is a path's near one of the eight, and none in empty space", () => {
    const day = outlook.days;
    outlook.paths.forEach(({ spend }, k) => {
      const found = rankAt(outlook, frame, frame.plot.x + frame.plot.width, frame.y(spend[day]!));
      expect(Math.abs(found! - (k + 0.5) / 8)).toBeLessThan(1e-9);
    });
    expect(rankAt(outlook, frame, frame.plot.x + 3, frame.plot.y + 1)).toBeNull();
    expect(rankAt(outlook, frame, 0, frame.plot.y)).toBeNull();
  });
});
