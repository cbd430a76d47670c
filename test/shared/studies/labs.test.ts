import { describe, expect, it } from "vitest";
import { simulateTrials } from "#shared/engine/simulate.ts";
import { taskMeans, drawSources } from "#shared/engine/taskMeans.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import type { Plan, Route } from "#shared/plan/schema/plan.ts";
import { planOfTemplate, templates } from "#shared/plan/templates/templates.ts";
import { mean, variance } from "#shared/statistics/moments.ts";
import type { CapLab, MonthAction } from "#shared/studies/capLab/answer.ts";
import { capLabStudy } from "#shared/studies/capLab/capLab.ts";
import { userCapOf } from "#shared/studies/capLab/personCaps.ts";
import { setUserCap } from "#shared/plan/edits/edits.ts";
import { monthCapOf } from "#shared/studies/capLab/monthCaps.ts";
import {
  bestRoute,
  cappedRouteNote,
  capLabSentence,
  repricingSentence,
  routeLabCaveat,
  routeLabSentence,
  routerFigures,
} from "#shared/studies/labWords.ts";
import { netDifference, netOf, routesAlike } from "#shared/studies/routeLab/netValue.ts";
import { routeLab } from "#shared/studies/routeLab/routeLab.ts";
import { aPlan } from "#test/renderer/fakes.ts";
import { aStudyContext } from "./aStudyContext.ts";

const CHECK = { catches: 0.85, falseAlarms: 0.05, cost: 0.02 };

/** A workload of two models: the dear one is right more often, takes other tokens, and shares the tasks' difficulty. */
function twoModels(
  change: Partial<Plan["workloads"][string]> = {},
  difficulty = { acrossModels: 0.42, sameModel: 0.8 },
): Plan {
  const { scenarios: _, ...plan } = aPlan();
  const coding = plan.workloads["coding"]!;
  const attempt = coding.attempts["sonnet"]!;
  return {
    ...plan,
    models: {
      sonnet: { name: "Sonnet", price: { input: 3, output: 15 } },
      haiku: { name: "Haiku", price: { input: 1, output: 5 } },
    },
    workloads: {
      coding: {
        ...coding,
        demand: { ...coding.demand, users: 400 },
        difficulty,
        attempts: {
          sonnet: { ...attempt, success: { byEffort: [0.85, 0.8, 0.7, 0.45] } },
          haiku: {
            ...attempt,
            tokens: { family: "lognormal", median: 900_000, sigma: 0.9 },
            success: { byEffort: [0.75, 0.6, 0.45, 0.2] },
          },
        },
        outcome: { unit: "merged pull request", value: 12, reviewCost: 0.5, failureCost: 0.2, errorCost: 6 },
        ...change,
      },
    },
  };
}

describe("the means of a task", () => {
  it.each<[string, Partial<Plan["workloads"][string]>]>([
    ["one step", { route: { steps: ["haiku"] } }],
    ["a cascade with a check", { route: { steps: ["haiku", "sonnet"], verifier: CHECK } }],
    ["a retry", { route: { steps: ["haiku", "haiku"], verifier: CHECK } }],
    ["best of two", { route: { bestOf: 2, model: "haiku", verifier: CHECK } }],
    [
      "a choice by difficulty",
      {
        route: {
          choose: [
            { upTo: 0.6, steps: ["haiku"] },
            { upTo: 1, steps: ["sonnet"] },
          ],
          by: "difficulty",
          accuracy: 0.7,
          cost: 0.01,
        },
      },
    ],
    [
      "a choice by chance",
      {
        route: {
          choose: [
            { upTo: 0.3, steps: ["haiku"] },
            { upTo: 1, steps: ["sonnet"] },
          ],
          by: "chance",
        },
      },
    ],
    ["a cap that stops", { route: { steps: ["sonnet"] }, attemptCap: { tokens: 600_000 } }],
  ])("of %s are those of the simulation, within four standard errors", (_, change) => {
    const plan = resolvePlan(twoModels(change));
    const worlds = 150;
    const means = taskMeans(plan, "coding", 1, { sources: drawSources(plan, 1), draws: worlds, from: 0, to: 12 });
    const [simulated] = simulateTrials(plan, 1, 0, worlds).workloads;
    const near = (one: Float64Array, other: Float64Array): void => {
      // World by world on the same level 1: what is left is luck from run to run.
      const differences = one.map((value, i) => value - other[i]!);
      expect(Math.abs(mean(differences))).toBeLessThanOrEqual(
        4 * Math.sqrt(variance(differences) / worlds) + 1e-3 * mean(other),
      );
    };
    near(
      means.tasks.map((tasks, i) => tasks * (means.right.cost[i]! + means.wrong.cost[i]! + means.failed.cost[i]!)),
      simulated!.spend,
    );
    near(
      means.tasks.map((tasks, i) => tasks * means.right.chance[i]!),
      simulated!.outcomes,
    );
    near(
      means.tasks.map((tasks, i) => tasks * means.wrong.chance[i]!),
      simulated!.errors,
    );
    near(
      means.tasks.map((tasks, i) => tasks * means.failed.chance[i]!),
      simulated!.failures,
    );
  });
});

describe("the routing lab", () => {
  const question = { plan: twoModels(), scenario: null, workload: "coding", verifier: CHECK, accuracy: 0.8 };
  const lab = routeLab(question, 1);
  const option = (kind: string, id?: string) =>
    lab.options.find((one) => one.kind === kind && (id === undefined || one.id === id))!;

  it("looks at every kind of route, and the present one is the single model it is", () => {
    expect(new Set(lab.options.map(({ kind }) => kind))).toEqual(
      new Set(["present", "single", "cascade", "router", "best of"]),
    );
    expect(option("present").cost.mean).toBeCloseTo(option("single", "sonnet").cost.mean, 9);
    expect(option("present").right.mean).toBeCloseTo(option("single", "sonnet").right.mean, 9);
  });

  it("ends every task in one of three ways", () => {
    for (const { right, wrong, failed } of lab.options) expect(right.mean + wrong + failed).toBeCloseTo(1, 6);
  });

  it("says when trying the cheap model first stops paying, and how many tasks go on", () => {
    const { escalation, route } = option("cascade");
    expect(escalation!.breakEven).toBeCloseTo(
      1 - (option("single", "haiku").cost.mean + CHECK.cost) / option("single", "sonnet").cost.mean,
      9,
    );
    expect(escalation!.rate).toBeGreaterThan(0.2);
    expect(escalation!.rate).toBeLessThan(0.8);
    expect(route).toEqual({ steps: ["haiku", "sonnet"], verifier: CHECK });
  });

  it("a retry under shared difficulty costs more a pass than an independent one, whose cost is c/p", () => {
    const perPass = (difficulty: { acrossModels: number; sameModel: number }): number => {
      const perfect = { catches: 1, falseAlarms: 0 };
      const plan = resolvePlan(
        twoModels({ route: { steps: ["haiku", "haiku", "haiku"], verifier: perfect } }, difficulty),
      );
      const means = taskMeans(plan, "coding", 1, { sources: drawSources(plan, 1), draws: 1, from: 0, to: 1 });
      return (means.right.cost[0]! + means.wrong.cost[0]! + means.failed.cost[0]!) / means.right.chance[0]!;
    };
    const single = routeLab({ ...question, plan: twoModels({}, { acrossModels: 0, sameModel: 0 }) }, 1).options.find(
      ({ kind, id }) => kind === "single" && id === "haiku",
    )!;
    const independent = perPass({ acrossModels: 0, sameModel: 0 });
    expect(independent / (single.cost.mean / single.right.mean)).toBeCloseTo(1, 2);
    expect(perPass({ acrossModels: 0.42, sameModel: 0.8 }) / independent).toBeGreaterThan(1.05);
  });

  it("shows the trap: today's tokens at the other model's price are not what that model costs", () => {
    const haiku = option("single", "haiku");
    // Nearly double the tokens at a third of the price.
    expect(haiku.repriced! / option("present").cost.mean).toBeCloseTo(1 / 3, 2);
    expect(haiku.cost.mean / haiku.repriced!).toBeGreaterThan(1.7);
    expect(repricingSentence(question.plan, lab)).toMatch(
      /^Haiku would cost .*, which saves 67%\. It needs another number of tokens/,
    );
  });

  it("finds the route worth most at the reader's own values", () => {
    const cheap = routeLabSentence(question.plan, lab, { ...lab.worth, value: 0 });
    expect(cheap.sentence).toContain("At a value of $0 per outcome, ");
    // As it stands in its field, to the cent.
    const typed = routeLabSentence(question.plan, lab, { ...lab.worth, value: 53.6 });
    expect(typed.sentence).toContain("At a value of $53.60 per outcome, ");
    const best = lab.options.reduce((one, other) => (netOf(other, lab.worth) > netOf(one, lab.worth) ? other : one));
    for (const other of lab.options) expect(netOf(best, lab.worth)).toBeGreaterThanOrEqual(netOf(other, lab.worth));
  });

  it("says a tie, with its error, and by what else the routes differ", () => {
    // The value at which two single models are worth the same: nothing else is to tell them apart.
    const [one, two] = [option("single", "haiku"), option("single", "sonnet")];
    const only = {
      ...lab,
      options: [
        one,
        two,
        {
          ...option("present"),
          byDraw: { ...one.byDraw, cost: one.byDraw.cost.map(() => 1e9) },
          cost: { mean: 1e9, error: 0 },
        },
      ],
    };
    const free = { value: 0, review: 0, failure: 0, error: 0 };
    const worth = { ...free, value: (two.cost.mean - one.cost.mean) / (two.right.mean - one.right.mean) };
    expect(Math.abs(netDifference(only, one, two, worth).mean)).toBeLessThan(1e-9);
    const alike = routesAlike({ ...only, options: [one, two] }, worth);
    expect(alike.map(({ id }) => id)).toEqual(
      one.right.mean > two.right.mean ? ["haiku", "sonnet"] : ["sonnet", "haiku"],
    );
    const { sentence } = routeLabSentence(question.plan, only, worth);
    expect(sentence).toMatch(
      /give about the same net value: .* a difference of (under )?\$[\d.]+ ± \$[\d.]+\. .* is correct \d+ points? more often \(\d+% against \d+%\) and costs \$[\d.,]+ a task more\./,
    );
    // The chart marks the route that the sentence puts first.
    expect(bestRoute({ ...lab, options: [one, two] }, worth)).toBe(alike[0]);
    // Far from it there is no tie.
    expect(routesAlike({ ...only, options: [one, two] }, { ...worth, value: 20 * worth.value })).toHaveLength(1);
  });

  it("gives the reason why a scenario may come to less, in the lab and beside the scenario", () => {
    const free = twoModels();
    expect(routeLabCaveat(free, "coding")).toBeNull();
    const capped = twoModels({ monthCap: { amount: 8_000, atCap: "block" } });
    expect(routeLabCaveat(capped, "coding")).toMatch(
      /keeps the monthly cap of \$8,000, which limits spend and outcomes under every route/,
    );
    const withScenario = (plan: Plan): Plan => ({
      ...plan,
      scenarios: { small: { name: "Small", change: { workloads: { coding: { route: { steps: ["haiku"] } } } } } },
    });
    expect(cappedRouteNote(withScenario(free), "small")).toBeNull();
    expect(cappedRouteNote(withScenario(capped), "small")).toMatch(
      /^Small changes the route of .* under a monthly cap/,
    );
  });

  it("a better judge of difficulty never makes the router worse, and its measures are those of the literature", () => {
    const blind = routerFigures(routeLab({ ...question, accuracy: 0 }, 1))!;
    const sure = routerFigures(routeLab({ ...question, accuracy: 1 }, 1))!;
    expect(blind.apgr).toBeCloseTo(0.5, 1);
    expect(sure.apgr).toBeGreaterThan(blind.apgr);
    expect(sure.cpt50!).toBeLessThan(blind.cpt50!);
  });
});

describe("the cap lab", () => {
  it("of one attempt: no cap is the plan as it is, and a larger one never spends less", async () => {
    const plan = twoModels();
    const { points } = await capLabStudy({ plan, scenario: null, workload: "coding", cap: "attempt" }, aStudyContext());
    expect(points.at(-1)!.cap).toBeNull();
    expect(points.every(({ spend }, i) => i === 0 || spend.mean >= points[i - 1]!.spend.mean - 1e-6)).toBe(true);
    expect(points.every(({ outcomes }, i) => i === 0 || outcomes.mean >= points[i - 1]!.outcomes.mean - 1e-6)).toBe(
      true,
    );
    expect(points.at(-2)!.spend.mean / points.at(-1)!.spend.mean).toBeGreaterThan(0.97);
  });

  it("marks the size that is in force: of tokens, of money, and none", async () => {
    const ask = (attemptCap: Plan["workloads"][string]["attemptCap"]) =>
      capLabStudy(
        {
          plan: twoModels(attemptCap === undefined ? {} : { attemptCap }),
          scenario: null,
          workload: "coding",
          cap: "attempt",
        },
        aStudyContext(),
      );
    const none = await ask(undefined);
    expect(none.points[none.present!]!.cap).toBeNull();
    const tokens = await ask({ tokens: 1_234_567 });
    expect(tokens.points[tokens.present!]!.cap).toBe(1_234_567);
    expect(tokens.points.map(({ cap }) => cap ?? Infinity)).toEqual(
      tokens.points.map(({ cap }) => cap ?? Infinity).toSorted((one, other) => one - other),
    );
    expect(capLabSentence(twoModels(), tokens).sentence).toMatch(/ In force now: a cap of [\d.]+× the median\.$/);
    const money = await ask({ cost: 3 });
    expect(money.points).toHaveLength(none.points.length + 1);
    expect(money.points[money.present!]!.cap).not.toBeNull();
  });

  it("marks the lowest cost per outcome and the most value where a search over all points finds them", async () => {
    const lab = await capLabStudy(
      { plan: twoModels(), scenario: null, workload: "coding", cap: "attempt" },
      aStudyContext(),
    );
    const values = lab.points.map(({ netValue }) => netValue.mean);
    const costs = lab.points.map(({ costPerOutcome }) => costPerOutcome!);
    expect(lab.mostValue.at).toBe(values.indexOf(Math.max(...values)));
    expect(lab.leastCost.at).toBe(costs.indexOf(Math.min(...costs)));
    expect(lab.mostValue.alike).toContain(lab.mostValue.at);
    expect(capLabSentence(twoModels(), lab).sentence).toMatch(/^(Lowest cost per outcome:|A cap of|No cap)/);
  });

  it("of the month: what is not done is unmet, small caps act in most months, none is the plan as it is", async () => {
    const plan = twoModels();
    const world = aStudyContext(200);
    const { points, cap } = await capLabStudy({ plan, scenario: null, workload: "coding", cap: "month" }, world);
    expect(cap).toBe("month");
    expect(points[0]!.unmet.mean).toBeGreaterThan(0);
    expect(points.at(-1)!.unmet.mean).toBe(0);
    expect(points[0]!.acts!.every((chance) => chance > 0.9)).toBe(true);
    const [whole] = (await world.simulate(resolvePlan(plan), 200)).workloads;
    expect(points.at(-1)!.spend.mean).toBeCloseTo(mean(whole!.spend), 6);
    for (const point of points.slice(0, -1)) expect(point.spend.mean).toBeLessThanOrEqual(12 * point.cap! * (1 + 1e-9));
  });

  it("of the month tries another action than the plan's: what waits is done later, what goes on with another model is all done", async () => {
    const plan = twoModels({ monthCap: { amount: 8_000, atCap: "block", lagDays: 2, approval: 0.25 } });
    const under = (action?: MonthAction): Promise<CapLab> =>
      capLabStudy(
        { plan, scenario: null, workload: "coding", cap: "month", ...(action === undefined ? {} : { action }) },
        aStudyContext(200),
      );
    const [planned, stopped, waiting, cheaper] = [
      await under(),
      await under({ atCap: "block" }),
      await under({ atCap: "defer" }),
      await under({ atCap: "degrade", fallback: { steps: ["haiku"] } }),
    ];
    expect(planned).toEqual(stopped);
    expect(planned.action).toEqual({ atCap: "block" });
    expect(waiting.action).toEqual({ atCap: "defer" });
    // The third smallest binds in many months, and not in all: what one month puts off finds room in another.
    expect(waiting.points[2]!.unmet.mean).toBeLessThan(stopped.points[2]!.unmet.mean);
    expect(cheaper.points.map(({ unmet }) => unmet.mean)).toEqual(cheaper.points.map(() => 0));
    expect(cheaper.points[0]!.spend.mean).toBeGreaterThan(stopped.points[0]!.spend.mean);
    expect(waiting.points.map(({ cap }) => cap)).toEqual(stopped.points.map(({ cap }) => cap));
    expect(
      monthCapOf(plan.workloads["coding"]!.monthCap!, { atCap: "degrade", fallback: { steps: ["haiku"] } }, 500),
    ).toEqual({ amount: 500, atCap: "degrade", fallback: { steps: ["haiku"] }, lagDays: 2, approval: 0.25 });
    expect(
      monthCapOf({ amount: 1, atCap: "degrade", fallback: { steps: ["haiku"] } }, { atCap: "block" }, 500),
    ).toEqual({ amount: 500, atCap: "block" });
  });

  it("of a person: a share of people is touched, as gamma has it; what they may not use is not done or done cheaper", async () => {
    const plan = twoModels();
    const { demand } = plan.workloads["coding"]!;
    const own: Plan = {
      ...plan,
      workloads: {
        coding: { ...plan.workloads["coding"]!, demand: { ...demand, users: 200, userSpread: 1.2, adoption: [] } },
      },
    };
    delete (own.workloads["coding"]!.demand as { adoption?: unknown }).adoption;
    const under = (of: Plan, action?: MonthAction): Promise<CapLab> =>
      capLabStudy(
        { plan: of, scenario: null, workload: "coding", cap: "person", ...(action === undefined ? {} : { action }) },
        aStudyContext(100),
      );
    const stopped = await under(own);
    const { points } = stopped;
    const touched = points.map((point) => point.touched!);
    expect(points.at(-1)).toMatchObject({ cap: null, touched: 0 });
    expect(touched).toEqual(touched.toSorted((one, other) => other - one));
    // Kept use and people beyond a cap of so many times the mean, at a spread of 1.2.
    const atMean = points.findIndex(({ cap }) => cap === points[1]!.cap);
    expect(touched[atMean]!).toBeGreaterThan(0.25);
    expect(touched[atMean]!).toBeLessThan(0.45);
    const free = points.at(-1)!.spend.mean;
    expect(points[atMean]!.spend.mean / free).toBeGreaterThan(0.45);
    expect(points[atMean]!.spend.mean / free).toBeLessThan(0.68);
    expect(points[0]!.unmet.mean).toBeGreaterThan(points[atMean]!.unmet.mean);
    const cheaper = await under(own, { atCap: "degrade", fallback: { steps: ["haiku"] } });
    expect(cheaper.points.map(({ unmet }) => unmet.mean)).toEqual(cheaper.points.map(() => 0));
    const planned = setUserCap(own, "coding", { perMonth: points[0]!.cap!, atCap: "block", approval: 0.5 }).plan;
    const known = await under({ ...planned, schema: "past-april.plan/3" });
    expect(known.points[known.present!]!.cap).toBe(points[0]!.cap);
    // One half of what lies beyond is allowed.
    expect(known.points[known.present!]!.spend.mean).toBeGreaterThan(points[0]!.spend.mean);
    expect(capLabSentence(own, stopped).sentence).toMatch(/ a person and month|no cap/i);
    expect(
      userCapOf(planned.workloads["coding"]!.userCap!, { atCap: "degrade", fallback: { steps: ["haiku"] } }, 7),
    ).toEqual({ perMonth: 7, atCap: "degrade", fallback: { steps: ["haiku"] }, approval: 0.5 });
  });

  it("says what a lagging meter costs, and nothing where it does not lag", async () => {
    const capped = (lagDays: number): Plan => twoModels({ monthCap: { amount: 8_000, atCap: "block", lagDays } });
    const late = await capLabStudy(
      { plan: capped(3), scenario: null, workload: "coding", cap: "month" },
      aStudyContext(200),
    );
    expect(late.lag!.days).toBe(3);
    expect(late.lag!.spend.mean).toBeGreaterThan(0);
    expect(
      (await capLabStudy({ plan: capped(0), scenario: null, workload: "coding", cap: "month" }, aStudyContext(100)))
        .lag,
    ).toBeNull();
  });

  it("works on every workload of the templates", async () => {
    for (const template of templates) {
      const plan = planOfTemplate(template);
      for (const workload of Object.keys(plan.workloads)) {
        const lab = await capLabStudy({ plan, scenario: null, workload, cap: "attempt" }, aStudyContext(50));
        expect(
          lab.points.every(({ spend, netValue }) => Number.isFinite(spend.mean) && Number.isFinite(netValue.mean)),
        ).toBe(true);
        const routes = routeLab({ plan, scenario: null, workload, verifier: CHECK, accuracy: 0.75 }, 1);
        const isSound = (route: Route): boolean => "steps" in route || "bestOf" in route || "choose" in route;
        expect(routes.options.every(({ route, cost }) => isSound(route) && Number.isFinite(cost.mean))).toBe(true);
      }
    }
  });
});
