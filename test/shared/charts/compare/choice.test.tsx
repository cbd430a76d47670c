import { describe, expect, it } from "vitest";
import { BridgeStrip, bridgeAxis } from "#shared/charts/compare/BridgeStrip.tsx";
import { JointChart, jointSentence } from "#shared/charts/compare/JointChart.tsx";
import { chartMarkup } from "#shared/charts/base/markup.ts";
import { paretoFrontier, paretoSentence, paretoTable, type ParetoOption } from "#shared/charts/compare/paretoWords.ts";
import { ParetoChart } from "#shared/charts/compare/ParetoChart.tsx";
import { paretoFrame } from "#shared/charts/compare/paretoScales.ts";
import { DARK_THEME, LIGHT_THEME } from "#shared/charts/base/theme.ts";
import { Tornado } from "#shared/charts/compare/Tornado.tsx";
import { tornadoSentence, tornadoTable } from "#shared/charts/compare/tornadoWords.ts";
import { textWidth } from "#shared/charts/base/textWidth.ts";

/** Where the texts of a chart stand, px. */
function textBoxes(
  markup: string,
): { readonly text: string; readonly left: number; readonly right: number; readonly y: number }[] {
  return [
    ...markup.matchAll(
      /<text x="([\d.-]+)" y="([\d.-]+)" font-size="([\d.]+)" text-anchor="(\w+)"[^>]*>(.*?)<\/text>/g,
    ),
  ].map(([, x, y, size, anchor, inner]) => {
    const runs = [...inner!.matchAll(/font-weight="(\d+)">([^<]*)</g)].map(([, weight, text]) => ({
      text: text!,
      weight: Number(weight) as 400 | 500 | 600,
    }));
    const width = runs.reduce((sum, { text, weight }) => sum + textWidth(text, Number(size), weight), 0);
    const left = Number(x) - (anchor === "end" ? width : anchor === "middle" ? width / 2 : 0);
    return { text: runs.map(({ text }) => text).join(""), left, right: left + width, y: Number(y) };
  });
}

const option = (place: number, spend: number, outcomes: number): ParetoOption => ({
  place,
  name: `Policy ${place}`,
  mean: { spend, outcomes },
  dots: place === 0 ? [] : Array.from({ length: 20 }, (_, i) => ({ spend: spend + i * 1_000, outcomes: outcomes - i })),
});

describe("what a saving costs", () => {
  const options = [option(0, 0, 0), option(1, -100_000, -50), option(2, -50_000, -200), option(3, 80_000, 300)];
  const input = { options, worth: 400, currency: "USD", unit: "answers", theme: LIGHT_THEME, width: 380, height: 380 };

  it("has on its frontier what no policy beats in both", () => {
    expect(paretoFrontier(options).map(({ place }) => place)).toEqual([1, 0, 3]);
    expect(paretoFrontier([option(0, 0, 0), option(1, 0, 0)])).toHaveLength(2);
  });

  it("says each mean against the plan, and keeps all of its data", () => {
    expect(paretoSentence(input)).toBe(
      "Mean spend and outcomes against Policy 0. Policy 1: −$100,000 spend, −50 answers. Policy 2: −$50,000 spend, −200 answers. Policy 3: +$80,000 spend, +300 answers.",
    );
    expect(paretoTable(input).rows).toHaveLength(4 + 60);
  });

  it("has whole outcomes on its axis, each word once, also where no policy changes any", () => {
    const alike = { ...option(1, -100_000, 0), dots: [{ spend: -90_000, outcomes: 0.3 }] };
    const { yTicks } = paretoFrame({ ...input, options: [option(0, 0, 0), alike] });
    const words = yTicks.map(({ text }) => text);
    expect(words).toContain("same");
    expect(words).not.toContain("the same");
    expect(new Set(words).size).toBe(words.length);
  });

  it("draws a disc a policy, lines of equal worth, and none where an outcome has no worth", () => {
    const lines = (worth: number | null): number =>
      (chartMarkup(<ParetoChart {...input} worth={worth} />).match(/stroke-dasharray/g) ?? []).length;
    expect(lines(400)).toBeGreaterThan(1);
    expect(lines(null)).toBe(0);
    const marks = chartMarkup(<ParetoChart {...input} theme={DARK_THEME} />);
    for (const letter of ["A", "B", "C", "D"]) expect(marks).toContain(`>${letter}<`);
  });
});

describe("both at once", () => {
  it("counts its four corners in words", () => {
    const corners = { both: 0.1, onlyBudget: 0.2, onlyTarget: 0.3, neither: 0.4 };
    const input = {
      name: "B",
      trials: [
        { spend: 90, outcomes: 5 },
        { spend: 120, outcomes: 9 },
      ],
      budget: 100,
      target: 8,
      corners,
      line: [
        { target: 5, budget: 95 },
        { target: 8, budget: 118 },
      ],
      confidence: 0.7,
      currency: "USD",
      unit: "answers",
      theme: LIGHT_THEME,
      hue: "#2164D0",
      width: 400,
      height: 300,
    };
    expect(jointSentence(input)).toBe(
      "B: within $100 and 8 answers in 5 of 50 simulated years; within the budget with too few outcomes in 10 of 50, enough outcomes above the budget in 15 of 50, neither in 20 of 50.",
    );
    const markup = chartMarkup(<JointChart {...input} />);
    for (const words of ["5 of 50", "10 of 50", "15 of 50", "20 of 50", "Budget $100"]) expect(markup).toContain(words);
  });
});

describe("a tornado", () => {
  const end = (ask: number, valueText: string) => ({ ask, error: 10, askText: `$${ask}`, valueText });
  const rows = [
    { name: "Tokens", ends: { low: end(80, "0.9×"), high: end(140, "1.5×") }, share: 0.4, shareText: "40%" },
    { name: "Wander", ends: null, share: 0.1, shareText: "10%" },
  ];
  const input = { rows, ask: 100, askText: "$100", currency: "USD", theme: LIGHT_THEME, hue: "#2164D0", width: 820 };

  it.each([560, 640, 820, 1_200])(
    "of long names and money keeps every text apart from the next, %i px wide",
    (width) => {
      const money = (ask: number, valueText: string) => ({ ask, error: 10, askText: `$${ask},000`, valueText });
      const long = [
        {
          name: "Tokens versus the reference runs, Framework migration of the customer portal",
          ends: { low: money(570, "0.45 to 0.55"), high: money(960, "1.55×") },
          share: 0.35,
          shareText: "35%",
        },
        {
          name: "Tokens of Claude Opus 4.7, API coding agents: only 500 runs measured",
          ends: { low: money(699, "83%"), high: money(701, "79%") },
          share: 0.01,
          shareText: "under 1%",
        },
        {
          name: "Month-to-month fluctuation, Agentic coding for the platform",
          ends: null,
          share: 0.2,
          shareText: "20%",
        },
      ];
      const markup = chartMarkup(<Tornado {...input} rows={long} ask={700} askText="$700,000" width={width} />);
      const boxes = textBoxes(markup);
      for (const [i, one] of boxes.entries()) {
        expect(one.left, one.text).toBeGreaterThanOrEqual(0);
        expect(one.right, one.text).toBeLessThanOrEqual(width + 1);
        for (const other of boxes.slice(i + 1)) {
          const isApart = one.right + 2 <= other.left || other.right + 2 <= one.left || Math.abs(one.y - other.y) >= 10;
          expect(isApart, `“${one.text}” and “${other.text}”`).toBe(true);
        }
      }
      // Two lines hold the whole name where the chart is not narrow.
      if (width >= 820) expect(boxes.map(({ text }) => text).join(" ")).toContain("customer portal");
    },
  );

  it.each([560, 820, 1_200])("keeps the words of a share beside its bar, %i px wide", (width) => {
    const grouped = [{ ...rows[0]!, share: 0.5, shareText: "50%, 4 inputs" }, rows[1]!];
    const markup = chartMarkup(<Tornado {...input} rows={grouped} width={width} />);
    const words = textBoxes(markup).find(({ text }) => text === "50%, 4 inputs")!;
    const [, from, length] = new RegExp(`d="M([\\d.]+),[\\d.]+h([\\d.]+)[^"]*" fill="${LIGHT_THEME.color.ink2}"`).exec(
      markup,
    )!;
    expect(Number(from) + Number(length)).toBeLessThan(words.left);
    expect(words.right).toBeLessThanOrEqual(width + 1);
  });

  it("says its ends, and that wander has none", () => {
    expect(tornadoSentence(input)).toBe("What moves the request of $100: Tokens from $80 at 0.9× to $140 at 1.5×.");
    const markup = chartMarkup(<Tornado {...input} />);
    expect(markup).toContain("no single value");
    expect(markup).toContain("request $100");
    expect(tornadoTable(input).rows[1]).toEqual(["Wander", null, null, null, null, null, null, 100, 0.1]);
  });
});

describe("a bar of the bridge", () => {
  it("lies on the axis of all, with 0 in it", () => {
    const { from, to } = bridgeAxis([
      { mean: -10, p10: -20, p90: -1 },
      { mean: 4, p10: 2, p90: 6 },
    ]);
    expect(from).toBeLessThan(-20);
    expect(to).toBeGreaterThan(6);
    expect(
      chartMarkup(
        <BridgeStrip
          figure={{ mean: -10, p10: -20, p90: -1 }}
          from={from}
          to={to}
          width={100}
          height={24}
          theme={LIGHT_THEME}
          hue="#2164D0"
          sentence="Route: −$10"
        />,
      ),
    ).toContain("Route: −$10");
  });
});
