import { beforeAll, describe, expect, it } from "vitest";
import { DifferenceStrip, differenceAxis, differenceTable } from "#shared/charts/compare/DifferenceStrip.tsx";
import { chartMarkup } from "#shared/charts/base/markup.ts";
import {
  fundedUntil,
  overlaidSentence,
  overlaidTable,
  type OverlaidScenario,
} from "#shared/charts/compare/overlaidWords.ts";
import { OverlaidFans } from "#shared/charts/compare/OverlaidFans.tsx";
import { scenarioMark } from "#shared/charts/compare/scenarioMarks.ts";
import { DARK_THEME, LIGHT_CONTRAST_THEME, LIGHT_THEME, PAPER_THEME } from "#shared/charts/base/theme.ts";
import { compilePlan } from "#shared/engine/observed/compilePlan.ts";
import { replayTrial, simulateTrials, TWIN_EVERY } from "#shared/engine/simulate.ts";
import { pairedDifference } from "#shared/forecast/answers/pairedDifference.ts";
import { moneyStyle } from "#shared/format/money.ts";
import { outlookOf } from "#shared/forecast/answers/outlook.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import { applyScenario, scenarioIds } from "#shared/plan/scenarios/scenarios.ts";
import { planOfTemplate, templates } from "#shared/plan/templates/templates.ts";

const plan = planOfTemplate(templates.find(({ id }) => id === "engineering")!);
const money = moneyStyle("USD", 1e7, 1e5);
let scenarios: OverlaidScenario[];
beforeAll(() => {
  scenarios = [null, ...scenarioIds(plan)].map((id, place) => {
    const resolved = resolvePlan(id === null ? plan : applyScenario(plan, id));
    const compiled = compilePlan(resolved, 1, TWIN_EVERY);
    return {
      name: id ?? "The plan",
      place,
      outlook: outlookOf(simulateTrials(resolved, 1, 0, 100), resolved, (trial) => replayTrial(compiled, trial)),
    };
  });
});
const markupOf = (few: readonly OverlaidScenario[], front: number, theme = LIGHT_THEME, changesFrom = 0) =>
  chartMarkup(
    <OverlaidFans
      scenarios={few}
      changesFrom={changesFrom}
      front={front}
      money={money}
      theme={theme}
      width={740}
      plotHeight={360}
    />,
  );

describe("the mark of a scenario", () => {
  it("never rests on colour alone: letter, and dash or colour, are its own for the first six", () => {
    const marks = Array.from({ length: 6 }, (_, place) => scenarioMark(place, LIGHT_THEME));
    expect(marks.map(({ letter }) => letter)).toEqual(["A", "B", "C", "D", "E", "F"]);
    expect(new Set(marks.map(({ dash }) => dash)).size).toBe(6);
    expect(marks[4]!.color).toBe(LIGHT_THEME.color.ink3);
    expect(marks[0]!.dash).toBeNull();
  });

  it("goes on with AA after Z", () => {
    expect([25, 26, 27, 52].map((place) => scenarioMark(place, LIGHT_THEME).letter)).toEqual(["Z", "AA", "AB", "BA"]);
  });
});

describe("fans laid over each other", () => {
  it.each([
    ["light", LIGHT_THEME],
    ["dark", DARK_THEME],
    ["high contrast", LIGHT_CONTRAST_THEME],
    ["paper", PAPER_THEME],
  ])("draw one scenario, several and any in front: %s", (_, theme) => {
    for (const [count, front] of [
      [1, 0],
      [3, 1],
      [5, 4],
    ] as const) {
      const markup = markupOf(scenarios.slice(0, count), front, theme);
      expect(markup).not.toContain("NaN");
      expect(markup.split("<").length).toBeLessThan(2000);
    }
  });

  it("say when the first change starts, where it is not from the first day, and begin after the closed months that all share", () => {
    const two = scenarios.slice(0, 2);
    expect(markupOf(two, 1)).not.toContain("changes start");
    expect(markupOf(two, 1, LIGHT_THEME, 90)).toContain("changes start Apr 1");
    const closed = two.map((one) => ({
      ...one,
      outlook: { ...one.outlook, actual: Array.from({ length: 91 }, (_, day) => 1000 * day) },
    }));
    const markup = markupOf(closed, 1);
    expect(markup).toContain("changes start Apr 1");
    // One solid line of what was spent, from the start to the end of March.
    expect(
      markup.match(
        new RegExp(`stroke="${LIGHT_THEME.color.ink}" stroke-width="${1.5 * LIGHT_THEME.stroke.line}"`, "g"),
      ),
    ).toHaveLength(1);
    expect(markupOf(scenarios.slice(0, 1), 0, LIGHT_THEME, 90)).not.toContain("changes start");
  });

  it("fill the one in front and give the others a middle and two lines", () => {
    const bands = (markup: string, color: string) =>
      markup.match(new RegExp(`<path d="[^"]*" fill="${color}" fill-opacity`, "g"))?.length ?? 0;
    const [a, b] = LIGHT_THEME.color.scenarios;
    expect([bands(markupOf(scenarios.slice(0, 2), 0), a), bands(markupOf(scenarios.slice(0, 2), 0), b)]).toEqual([
      12, 0,
    ]);
    expect([bands(markupOf(scenarios.slice(0, 2), 1), a), bands(markupOf(scenarios.slice(0, 2), 1), b)]).toEqual([
      0, 12,
    ]);
  });

  it("flag the last day on which at most 1 of 10 simulated years are out of money", () => {
    for (const { outlook } of scenarios) {
      const day = fundedUntil(outlook);
      if (day >= 0) expect(outlook.runOut.byDay[day]).toBeLessThanOrEqual(0.1);
      if (day < outlook.days - 1) expect(outlook.runOut.byDay[day + 1]).toBeGreaterThan(0.1);
    }
  });

  it("say in words what they show, and give the lines at month ends", () => {
    const few = scenarios.slice(0, 2);
    expect(overlaidSentence(few, money)).toMatch(
      /^Spend over the year, on the same simulated years\. The plan: middle estimate \$\d+\.\dM, 80% estimate \$\d+\.\dM, the \$6\.9M is spent in .* simulated years\. cheaper-first: /,
    );
    const { columns, rows } = overlaidTable(few);
    expect(columns).toHaveLength(7);
    expect(rows.map(([day]) => day)).toEqual([
      "2027-01-31",
      "2027-02-28",
      "2027-03-31",
      "2027-04-30",
      "2027-05-31",
      "2027-06-30",
      "2027-07-31",
      "2027-08-31",
      "2027-09-30",
      "2027-10-31",
      "2027-11-30",
      "2027-12-31",
    ]);
    expect(rows.at(-1)![2]).toBe(few[0]!.outlook.ladder.base);
  });
});

describe("the strip of a difference", () => {
  const difference = pairedDifference(
    new Float64Array(101),
    Float64Array.from({ length: 101 }, (_, i) => i - 80),
  );

  it("has an axis with 0 in it and room on both sides", () => {
    const { from, to } = differenceAxis([difference]);
    expect(from).toBeLessThan(difference.p10);
    expect(to).toBeGreaterThan(difference.p90);
    expect(differenceAxis([{ p10: 5, p90: 9 }]).from).toBeLessThan(0);
    expect(differenceAxis([{ p10: 0, p90: 0 }])).toEqual({ from: -1, to: 1 });
  });

  it("draws the zero line and the middle where they belong", () => {
    const markup = chartMarkup(
      <DifferenceStrip
        difference={difference}
        from={-100}
        to={100}
        width={200}
        height={26}
        theme={LIGHT_THEME}
        hue="#000"
        sentence="30 less"
      />,
    );
    expect(markup).toContain("<title>30 less</title>");
    expect(markup).toContain("M100,5L100,21");
    expect(markup).toContain('<rect x="69" y="6" width="2"');
  });

  it("of nothing is a tick on the zero line and no bar", () => {
    const zeros = new Float64Array(9);
    const markup = chartMarkup(
      <DifferenceStrip
        difference={pairedDifference(zeros, zeros)}
        from={-1}
        to={1}
        width={100}
        height={26}
        theme={LIGHT_THEME}
        hue="#000"
        sentence="same"
      />,
    );
    expect(markup.match(/<rect/g)).toHaveLength(1);
  });

  it("gives its data in full", () => {
    expect(differenceTable([{ what: "Spend", against: "B against A", difference }]).rows[0]!.slice(0, 5)).toEqual([
      "Spend",
      "B against A",
      difference.p10,
      difference.p50,
      difference.p90,
    ]);
  });
});
