import { describe, expect, it } from "vitest";
import { compareFigures } from "#shared/forecast/comparison/comparison.ts";
import { mainWorkload } from "#shared/forecast/comparison/comparisonDocument.ts";
import type { Forecast } from "#shared/forecast/answers/forecast.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import { givenUp } from "#shared/report/decision/givenUp.ts";
import { formatChance } from "#shared/format/chances.ts";
import { planOfTemplate, templates } from "#shared/plan/templates/templates.ts";
import { askedBeside, optionIds } from "#shared/report/budgetPlan.ts";
import { reportDocument } from "#shared/report/reportDocument.tsx";
import { bridgeStudy } from "#shared/studies/bridge/bridge.ts";
import { capLabStudy } from "#shared/studies/capLab/capLab.ts";
import { driversStudy } from "#shared/studies/drivers.ts";
import { aReport, optionsOf } from "#test/electron/host/typesetter/aReport.ts";
import { aStudyContext } from "#test/shared/studies/aStudyContext.ts";

const PLAN = planOfTemplate(templates.find(({ id }) => id === "research")!);
const OPTIONS = optionsOf(PLAN, 200);

/** The report of the template, or of one of its scenarios, beside all others. */
function documentOf(scenario: string | null): ReturnType<typeof reportDocument> {
  const { forecast } = OPTIONS.find(({ id }) => id === scenario)!;
  return reportDocument(
    aReport("research", undefined, {
      trials: 200,
      options: OPTIONS,
      forecast,
      scenarioName: scenario === null ? null : PLAN.scenarios![scenario]!.name!,
    }),
  );
}

describe("the options on paper", () => {
  it("stand beside each other with the figures of their own forecasts, paired on the same simulated years", () => {
    const { options } = documentOf(null);
    expect(options!.title).toBe("Three scenarios, on the same simulated years");
    expect(options!.rows.map(({ name }) => name)).toEqual(["As planned", "One attempt each", "No month cap"]);
    const [base, once] = OPTIONS as [(typeof OPTIONS)[number], (typeof OPTIONS)[number]];
    const { netValue } = compareFigures(base.trials, once.trials);
    expect(options!.rows[1]).toMatchObject({
      isChosen: false,
      over: formatChance(1 - once.forecast.runOut.never),
      worthMore: formatChance(netValue.more),
    });
    expect(options!.rows[0]).toMatchObject({ isChosen: true, netValue: "", worthMore: "" });
  });

  it("of a scenario: the title names it, the reason is against the plan, and the chart stays that of the plan", () => {
    const asPlanned = documentOf(null);
    const { decision, options } = documentOf("one-attempt");
    expect(decision.title).toMatch(/^Approve B: \$.* for FY\d+, “One attempt each”$/);
    const why = decision.why.map(({ text }) => text).join("");
    expect(why).toMatch(/Without it, the same confidence costs \$/);
    expect(why).toMatch(/On the same simulated years it spends .* (less|more) on average/);
    expect(why).not.toContain("about under");
    expect(options!.rows.map(({ isChosen }) => isChosen)).toEqual([false, true, false]);
    expect(decision.stories).toEqual(asPlanned.decision.stories);
  });

  it("of a scenario: says what it gives up, success of what is done and work that is not done", () => {
    const { forecast } = OPTIONS[0]!;
    const id = mainWorkload(forecast)!;
    const workload = { ...forecast.workloads[id]!, tasks: { mean: 1_000 }, unmet: { mean: 0 } };
    const withMain = (outcomes: number, unmet: number): Forecast => ({
      ...forecast,
      workloads: {
        ...forecast.workloads,
        [id]: { ...workload, outcomes: { ...workload.outcomes, mean: outcomes }, unmet: { mean: unmet } },
      },
    });
    const plan = resolvePlan(PLAN);
    expect(givenUp(withMain(800, 0), withMain(800, 0), plan)).toBe("");
    expect(givenUp(withMain(800, 0), withMain(360, 400), plan)).toMatch(
      /^In return, 60% of the tasks of .* that are done end well instead of 80%, and about 400 more tasks are not done\.$/,
    );
  });

  it("have a page: their fans, what each changes, and three differences each with the range that holds 8 in 10", () => {
    const { scenarios, sections } = documentOf(null);
    expect(sections.scenarios).toBe(true);
    expect(scenarios!.legend.map(({ name }) => name)).toEqual(["As planned", "One attempt each", "No month cap"]);
    expect(scenarios!.groups.map(({ name, rows }) => [name, rows.length])).toEqual([
      ["One attempt each", 3],
      ["No month cap", 3],
    ]);
    for (const { changes, rows } of scenarios!.groups) {
      expect(changes).not.toBe("changes nothing");
      for (const { range, strip } of rows) {
        expect(range).toMatch(/ to |^$/);
        expect(strip.alt).toContain("against As planned");
      }
    }
    expect(scenarios!.fans.alt).toMatch(/^Spend over the year, on the same simulated years\. As planned: /);
  });

  it("are none in a plan without scenarios, and then the parts of the ask are listed", () => {
    const { options, scenarios, decision } = reportDocument(aReport("research", undefined, { trials: 100 }));
    expect([options, scenarios]).toEqual([null, null]);
    expect(decision.parts.map(({ name }) => name)).toContain("Request");
  });

  it("are at most six: the plan, the scenario that is reported, and the first others", () => {
    const many = {
      ...PLAN,
      scenarios: Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`s${i}`, { change: {} }])),
    };
    expect(optionIds(many, null)).toEqual([null, "s0", "s1", "s2", "s3", "s4"]);
    expect(optionIds(many, "s7")).toEqual([null, "s0", "s1", "s2", "s3", "s7"]);
  });
});

describe("decisions on paper", () => {
  it("say what moves the request, what each change makes and what a cap would do, and replace what costs most", async () => {
    const world = aStudyContext(200);
    const drivers = await driversStudy({ plan: PLAN, scenario: null }, world);
    const bridge = await bridgeStudy({ plan: PLAN, scenario: "one-attempt" }, world);
    const asked = askedBeside(PLAN, null, OPTIONS[0]!.forecast);
    expect(asked.bridge).toBe("one-attempt");
    expect(Object.keys(PLAN.workloads)).toContain(asked.caps);
    const lab = await capLabStudy({ plan: PLAN, scenario: null, workload: asked.caps!, cap: "attempt" }, world);
    const input = aReport("research", undefined, {
      trials: 200,
      options: OPTIONS,
      drivers,
      bridge: { scenario: "one-attempt", bridge },
      caps: { workload: asked.caps!, lab },
    });
    const document = reportDocument(input);
    expect(document.decision.moves).toHaveLength(3);
    expect(document.decision.moves![0]!.range).toMatch(/^\$[\d,]+ to \$[\d,]+$/);
    expect(document.drivers!.chart.alt).toMatch(/^What moves the request of \$/);
    expect(document.drivers!.lead.map(({ text }) => text).join("")).toContain("moves the request most");
    expect(document.bridge!.title).toBe("What each change of “One attempt each” makes");
    expect(document.bridge!.rows.length).toBe(bridge.bars.length);
    expect(document.caps!.chart.alt).toMatch(/^Lowest cost per outcome at/);
    const { drivers: isPrinted } = reportDocument({ ...input, leftOut: ["drivers"] }).sections;
    expect(isPrinted).toBe(false);
  });

  it("without them what costs most stays", () => {
    const { decision, drivers, bridge, caps } = reportDocument(aReport("research", undefined, { trials: 100 }));
    expect([decision.moves, drivers, bridge, caps]).toEqual([null, null, null, null]);
    expect(decision.largest.length).toBeGreaterThan(0);
  });
});
