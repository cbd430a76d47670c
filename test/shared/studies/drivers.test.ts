import { describe, expect, it } from "vitest";
import { resolvePlan } from "#shared/plan/defaults.ts";
import { addHeldScenario, canBeScenario, planHolding } from "#shared/plan/scenarios/heldScenario.ts";
import { readPlan } from "#shared/plan/check/read.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { planOfTemplate, templates } from "#shared/plan/templates/templates.ts";
import { holdUnknowns } from "#shared/plan/unknowns/held.ts";
import { unknownsOf } from "#shared/plan/unknowns/unknowns.ts";
import { driversSentence, driverWords } from "#shared/studies/driverWords.ts";
import { sharesSentence, tornadoRows, wholePercents } from "#shared/studies/driverRows.ts";
import { driversStudy, type Drivers } from "#shared/studies/drivers.ts";
import { aPlan } from "#test/renderer/fakes.ts";
import { aStudyContext } from "./aStudyContext.ts";

const ENGINEERING = planOfTemplate(templates[0]!);

/** A plan whose spend is one uncertain number of fixed cost and nothing else: all can be said in closed form. */
function costAlone(perMonth: Plan["fixedCosts"], change: Partial<Plan> = {}): Plan {
  const { scenarios: _, ...plan } = aPlan();
  return { ...plan, workloads: {}, fixedCosts: perMonth!, ...change };
}

describe("what moves the request", () => {
  it("of one uncertain cost alone: its own ends, and all of the variance", async () => {
    const plan = costAlone({ seats: { name: "Seats", perMonth: { min: 1_000, max: 3_000 } } });
    const { drivers, runToRun: luck } = await driversStudy({ plan, scenario: null }, aStudyContext());
    const [only] = drivers;
    expect(drivers).toHaveLength(1);
    expect(only!.low!.value).toBeCloseTo(1_200, 6);
    expect(only!.high!.value).toBeCloseTo(2_800, 6);
    expect(Math.abs(only!.low!.ask - 12 * 1_200)).toBeLessThan(4 * Math.hypot(only!.low!.error, 12 * 15));
    expect(Math.abs(only!.high!.ask - 12 * 2_800)).toBeLessThan(4 * Math.hypot(only!.high!.error, 12 * 15));
    expect(only!.first.share).toBeGreaterThan(0.99);
    expect(Math.abs(only!.total!.share - 1)).toBeLessThan(4 * only!.total!.error + 0.01);
    expect(Math.abs(luck.share)).toBeLessThan(0.01);
  });

  it("of a sum of two: shares as their variances, widths in their order", async () => {
    const plan = costAlone({
      a: { name: "A", perMonth: { min: 0, max: 3_000 } },
      b: { name: "B", perMonth: { min: 0, max: 1_000 } },
    });
    const { drivers } = await driversStudy({ plan, scenario: null }, aStudyContext());
    expect(drivers.map(({ unknown }) => unknown.id)).toEqual(["/fixedCosts/a/perMonth", "/fixedCosts/b/perMonth"]);
    for (const [i, expected] of [0.9, 0.1].entries()) {
      expect(Math.abs(drivers[i]!.first.share - expected)).toBeLessThan(4 * drivers[i]!.first.error + 0.005);
      expect(Math.abs(drivers[i]!.total!.share - expected)).toBeLessThan(4 * drivers[i]!.total!.error);
    }
  });

  it("of few years where they say enough, of more where a percent would still move", async () => {
    const world = aStudyContext();
    const years = { held: new Set<number>(), redrawn: new Set<number>() };
    const { drivers } = await driversStudy(
      { plan: costAlone({ a: { name: "A", perMonth: { min: 0, max: 3_000 } } }), scenario: null },
      {
        ...world,
        simulate: (asked, trials) => {
          years[asked.redrawn === undefined ? "held" : "redrawn"].add(trials);
          return world.simulate(asked, trials);
        },
      },
    );
    const [{ low, high, total }] = drivers as [(typeof drivers)[0]];
    expect([...years.held]).toEqual([10_000, 500]);
    for (const end of [low, high]) expect(end!.error).toBeLessThan(0.02 * (high!.ask - low!.ask));
    // All of the variance, known to four points from 500 years and to three from 1,000.
    expect([...years.redrawn]).toEqual([500, 1_000]);
    expect(total!.error).toBeLessThan(0.03);
  });

  /** The answer so far, and the final one. */
  const roughAndFinal = async (plan: Plan): Promise<readonly (Drivers | undefined)[]> => {
    const rough: Drivers[] = [];
    const final = await driversStudy({ plan, scenario: null }, aStudyContext(2_000), (answer) => rough.push(answer));
    expect(rough.length).toBeLessThan(2);
    expect([rough[0]?.isGuess, final.isGuess]).toEqual([true, undefined]);
    return [rough[0], final];
  };

  it("so far says of costs what holding them says", async () => {
    const [rough, final] = await roughAndFinal(
      costAlone({
        a: { name: "A", perMonth: { min: 0, max: 3_000 } },
        b: { name: "B", perMonth: { min: 0, max: 1_000 } },
      }),
    );
    for (const [i, { unknown, low, high }] of final!.drivers.entries()) {
      const guessed = rough!.drivers[i]!;
      expect(guessed.unknown.id).toBe(unknown.id);
      expect(guessed.total).toBeNull();
      for (const [one, other] of [
        [guessed.low!, low!],
        [guessed.high!, high!],
      ] as const) {
        expect(one.value).toBe(other.value);
        expect(Math.abs(one.ask - other.ask)).toBeLessThan(4 * Math.hypot(one.error, other.error));
      }
    }
  });

  it("so far has the bars of work in their order and about their size", async () => {
    const [rough, final] = await roughAndFinal(ENGINEERING);
    const widths = ({ drivers }: Drivers): Map<string, number> =>
      new Map(drivers.flatMap(({ unknown, low, high }) => (low === null ? [] : [[unknown.id, high!.ask - low.ask]])));
    const guessed = widths(rough!);
    for (const [id, width] of widths(final!)) {
      expect(guessed.get(id)! / width, id).toBeGreaterThan(0.7);
      expect(guessed.get(id)! / width, id).toBeLessThan(1.7);
    }
    expect([...guessed.keys()].slice(0, 3).sort()).toEqual([...widths(final!).keys()].slice(0, 3).sort());
  });

  it("says nothing so far of a plan whose contracts bend what is charged", async () => {
    const contracts = planOfTemplate(templates.find(({ id }) => id === "contracts")!);
    const rough: unknown[] = [];
    await driversStudy({ plan: contracts, scenario: null }, aStudyContext(200), (answer) => rough.push(answer));
    expect(rough).toEqual([]);
  });

  const sumOf = ({ groups, interactions, runToRun: luck }: Awaited<ReturnType<typeof driversStudy>>): number =>
    groups.reduce((sum, { share }) => sum + share.share, interactions + luck.share);
  const printedSum = (rows: readonly { readonly shareText: string }[]): number =>
    rows.reduce((sum, { shareText }) => sum + Number(/^(\d+)%/.exec(shareText)?.[1] ?? 0), 0);

  it("of correlated inputs: one share for all of them, and shares that sum to 100%", async () => {
    const plan = costAlone(
      {
        a: { name: "A", perMonth: { min: 0, max: 3_000 } },
        b: { name: "B", perMonth: { min: 0, max: 1_000 } },
        c: { name: "C", perMonth: { min: 0, max: 2_000 } },
      },
      { correlations: [{ between: ["/fixedCosts/a/perMonth", "/fixedCosts/b/perMonth"], rank: 0.9 }] },
    );
    const answer = await driversStudy({ plan, scenario: null }, aStudyContext(2_000));
    expect(answer.groups.map(({ members }) => members.map(({ id }) => id))).toEqual([
      ["/fixedCosts/a/perMonth", "/fixedCosts/b/perMonth"],
      ["/fixedCosts/c/perMonth"],
    ]);
    // Variances of the sum: 9 + 1 + 2 × 3 × 0.9 of A and B together (their ranks are their values), 4 of C.
    expect(answer.groups[0]!.share.share).toBeCloseTo(15.4 / 19.4, 1);
    expect(answer.groups[1]!.share.share).toBeCloseTo(4 / 19.4, 1);
    expect(sumOf(answer)).toBeCloseTo(1, 9);
    const { rows } = tornadoRows(plan, answer);
    expect(printedSum(rows)).toBe(100);
    expect(
      rows.filter(({ name }) => name.includes("A") || name.includes("B")).map(({ shareText }) => shareText),
    ).toEqual([expect.stringMatching(/^\d+%, 2 inputs$/), "counted above"]);
    expect(sharesSentence(plan, answer, false)).toContain(
      "A month, A and A month, B (0.9)"
        .replace("A month, A", driverWords(plan).name(answer.groups[0]!.members[0]!))
        .replace("A month, B", driverWords(plan).name(answer.groups[0]!.members[1]!)),
    );
  });

  it("of inputs that act together: the rest is named, and the shares sum to 100%", async () => {
    const answer = await driversStudy(
      {
        plan: { ...aPlan(), shared: { tokens: { p10: 0.4, p90: 2.5 }, demand: { p10: 0.4, p90: 2.5 } } },
        scenario: null,
      },
      aStudyContext(1_000),
    );
    expect(sumOf(answer)).toBeCloseTo(1, 9);
    const { rows } = tornadoRows(aPlan(), answer);
    expect(printedSum(rows)).toBe(100);
    expect(rows.some(({ name }) => name === "Inputs acting together")).toBe(answer.interactions > 0);
  });

  it("rounds shares so that they keep their sum", () => {
    expect(wholePercents([1 / 3, 1 / 3, 1 / 3]).reduce((sum, percent) => sum + percent, 0)).toBe(100);
    expect(wholePercents([0.995, 0.0025, 0.0025])).toEqual([100, 0, 0]);
    expect(wholePercents([0.35, 0.3, 0.18, 0.12, 0.05])).toEqual([35, 30, 18, 12, 5]);
  });

  it("of a renewal that may not happen: as now at its low end, where it does not", async () => {
    const plan = costAlone({
      seats: {
        name: "Seats",
        perMonth: 1_000,
        renewal: { from: "2027-07-01", multiplier: { min: 2, max: 4 }, probability: 0.5 },
      },
    });
    const { drivers } = await driversStudy({ plan, scenario: null }, aStudyContext());
    expect(drivers[0]!.low).toMatchObject({ value: 1 });
    expect(drivers[0]!.high!.value).toBeCloseTo(3.6, 6);
    const words = driverWords(plan);
    expect(words.name(drivers[0]!.unknown)).toBe("Renewal of Seats from July 2027");
    expect([words.value(drivers[0]!.unknown, 1), words.value(drivers[0]!.unknown, 3.6)]).toEqual(["as now", "3.6×"]);
    expect(words.influence(drivers[0]!.unknown)).toEqual({ can: "partly", how: "negotiate before July 1" });
  });

  it("of a plan that stops at its budget is asked as if work went on, and says so", async () => {
    const plan = costAlone(
      { seats: { name: "Seats", perMonth: { min: 1_000, max: 3_000 } } },
      { budget: { amount: 5_000, atExhaustion: "block" } },
    );
    const answer = await driversStudy({ plan, scenario: null }, aStudyContext(500));
    expect(answer.isLifted).toBe(true);
    expect(driversSentence(plan, answer).sentence).toContain("This is calculated as if work went on past the budget.");
  });

  it("of a plan without unknowns: none, in words", async () => {
    const plan = costAlone({ seats: { name: "Seats", perMonth: 1_000 } });
    const answer = await driversStudy({ plan, scenario: null }, aStudyContext(500));
    expect(answer.drivers).toEqual([]);
    expect(driversSentence(plan, answer).sentence).toBe("No assumption of this plan moves its spend.");
  });

  it("tells how far it is, and ends where it said", async () => {
    const world = aStudyContext(200);
    await driversStudy({ plan: ENGINEERING, scenario: null }, world);
    expect(world.steps.at(-1)![0]).toBe(world.steps.at(-1)![1]);
    expect(world.steps.every(([done], i) => i === 0 || done >= world.steps[i - 1]![0])).toBe(true);
  });

  it("of the engineering template is golden: to the step that its errors allow", async () => {
    const answer = await driversStudy({ plan: ENGINEERING, scenario: null }, aStudyContext(1_500));
    const { rows, askText } = tornadoRows(ENGINEERING, answer);
    expect(askText).toBe("$11M");
    // The sentence above the chart and the widest bar's ends are the same words.
    const { figures } = driversSentence(ENGINEERING, answer);
    expect(rows.map(({ ends }) => [ends?.low.askText, ends?.high.askText])).toContainEqual(figures.slice(0, 2));
    expect(
      rows.map(({ name, ends, shareText }) => [
        name,
        ends === null ? null : `${ends.low.askText} to ${ends.high.askText}`,
        shareText,
      ]),
    ).toMatchSnapshot();
  });
});

describe("an unknown as a scenario", () => {
  it("is the plan that holds it, sound, and forecast as the held one", () => {
    const resolved = resolvePlan(ENGINEERING);
    for (const unknown of unknownsOf(resolved).filter(canBeScenario)) {
      const { plan, scenarioId } = addHeldScenario(ENGINEERING, null, unknown, 1, "Held");
      const read = readPlan(JSON.stringify(plan));
      expect(read.ok, `${unknown.id}: ${read.ok ? "" : JSON.stringify(read.issues)}`).toBe(true);
      expect(plan.scenarios![scenarioId]!.name).toBe("Held");
      const { redrawn: _, ...held } = holdUnknowns(resolved, [{ id: unknown.id, score: 1 }]);
      const written = resolvePlan(planHolding(ENGINEERING, unknown, 1));
      expect(written.workloads.map(({ demand }) => demand)).toEqual(held.workloads.map(({ demand }) => demand));
      expect(written.fixedCosts).toEqual(held.fixedCosts);
    }
  });
});
