import { describe, expect, it } from "vitest";
import { aPlan, aPlanWith, issuesOf } from "#test/shared/plan/aPlan.ts";

const CODING = "/workloads/coding";
const TASKS = `${CODING}/demand/tasksPerUserPerDay`;
const TOKENS = `${CODING}/tokensMultiplier`;
const VALUE = `${CODING}/outcome/value`;
const ADOPTION = `${CODING}/demand/adoption`;

describe("lists by fiscal month have an entry for each", () => {
  it.each([
    [`${CODING}/demand/seasonality`, Array.from({ length: 11 }, () => 1), "a list of 11"],
    ["/budget/phasing", [1, 2], "a list of 2"],
  ])("%s", (pointer, list, found) => {
    expect(issuesOf(aPlanWith([pointer, list]))).toEqual([
      `${pointer}: found ${found}; wanted a list of 12, one entry for each fiscal month.`,
    ]);
  });

  it("whatever the length of the year", () => {
    expect(issuesOf(aPlanWith(["/fiscalYear/months", 6]))).toEqual([
      `${CODING}/demand/seasonality: found a list of 12; wanted a list of 6, one entry for each fiscal month.`,
    ]);
  });
});

describe("a model that is named must have its entries", () => {
  const verifier = { catches: 1, falseAlarms: 0 };
  const missing = (pointer: string) =>
    `${CODING}${pointer}: found the model "opus", which has no entry in ${CODING}/attempts; wanted "sonnet" or "haiku".`;

  it.each<[where: string, pointer: string, value: unknown]>([
    ["/route/steps/1", "/route", { steps: ["haiku", "opus"], verifier }],
    ["/route/model", "/route", { bestOf: 3, model: "opus", verifier }],
    [
      "/route/choose/1/steps/0",
      "/route",
      {
        choose: [
          { upTo: 0.5, steps: ["haiku"] },
          { upTo: 1, steps: ["opus"] },
        ],
        by: "difficulty",
      },
    ],
    ["/attemptCap/fallbackModel", "/attemptCap", { cost: 5, fallbackModel: "opus" }],
    ["/monthCap/fallback/steps/0", "/monthCap", { amount: 5, atCap: "degrade", fallback: { steps: ["opus"] } }],
    ["/changes/0/set/route/steps/0", "/changes/0/set/route", { steps: ["opus"] }],
    ["/changes/0/set/attemptCap/fallbackModel", "/changes/0/set/attemptCap", { tokens: 5, fallbackModel: "opus" }],
    [
      "/changes/0/set/monthCap/fallback/model",
      "/changes/0/set/monthCap",
      { amount: 5, atCap: "degrade", fallback: { bestOf: 1, model: "opus", verifier } },
    ],
  ])("%s", (where, pointer, value) => {
    expect(issuesOf(aPlanWith([`${CODING}${pointer}`, value]))).toEqual([missing(where)]);
  });

  it("in models too", () => {
    const [sentence] = issuesOf(aPlanWith(["/models/haiku", undefined]));
    expect(sentence).toBe(
      `${CODING}/attempts/haiku: found the model "haiku", which has no entry in models; wanted "sonnet".`,
    );
  });
});

it("a class of token in use must have a price, a class that is not in use need not", () => {
  expect(issuesOf(aPlanWith(["/models/haiku/price", { input: 1 }]))).toEqual([
    `${CODING}/attempts/haiku/mix/cacheRead: found 0.9 of the tokens in a class for which "haiku" has no price; wanted a price at /models/haiku/price/cacheRead.`,
  ]);
  expect(issuesOf(aPlanWith(["/models/haiku/price", { input: 1, cacheRead: 0 }]))).toEqual([]);
});

describe("correlations", () => {
  const between = (...pairs: [string, string, number][]) =>
    ["/correlations", pairs.map(([one, other, rank]) => ({ between: [one, other], rank }))] as const;
  const WANTED = "wanted the JSON pointer of an uncertain number that is drawn once a trial.";

  it.each<[what: string, pointer: string, found: string]>([
    ["nothing", `${CODING}/demand/nothing`, "where the plan has no value"],
    ["a length of a list", `${ADOPTION}/length`, "where the plan has no value"],
    ["what every object inherits", `${CODING}/constructor`, "where the plan has no value"],
    ["no pointer", "tokensMultiplier", "where the plan has no value"],
    ["a certain number", `${CODING}/demand/users`, "which is certain"],
    ["a number that is no input", `${CODING}/demand/userSpread`, "which is not drawn once a trial"],
    ["tokens", `${CODING}/attempts/sonnet/tokens`, "which is not drawn once a trial"],
    [
      "a runaway's factor, drawn by each attempt",
      `${CODING}/attempts/sonnet/runaway/factor`,
      "which is not drawn once a trial",
    ],
  ])("may not name %s", (_, pointer, found) => {
    const [sentence, ...others] = issuesOf(aPlanWith(between([pointer, TOKENS, 0.5])));
    expect(sentence).toContain(`/correlations/0/between/0: found "${pointer}", ${found}; `);
    expect(others).toEqual([]);
  });

  it("say what would be right", () => {
    expect(issuesOf(aPlanWith(between([`${CODING}/demand/users`, TOKENS, 0.5])))).toEqual([
      `/correlations/0/between/0: found "${CODING}/demand/users", which is certain; ${WANTED}`,
    ]);
    expect(issuesOf(aPlanWith(between([TASKS, `${CODING}/tokensMultiplyer`, 0.5])))).toEqual([
      `/correlations/0/between/1: found "${CODING}/tokensMultiplyer", where the plan has no value; did you mean "${TOKENS}"?`,
    ]);
  });

  it("stand between two different numbers", () => {
    expect(issuesOf(aPlanWith(between([TASKS, TASKS, 0.5])))).toEqual([
      `/correlations/0/between: found "${TASKS}" on both sides; wanted two different numbers; the points of an adoption curve are one.`,
    ]);
  });

  it("stand once, in either order", () => {
    expect(issuesOf(aPlanWith(between([TASKS, TOKENS, 0.5], [TOKENS, TASKS, 0.1])))).toEqual([
      "/correlations/1/between: found a pair that is correlated already; wanted each pair once.",
    ]);
  });

  it("take the points of an adoption curve as one number", () => {
    const curve = [
      ADOPTION,
      [
        { month: 0, share: { min: 0.1, max: 0.3 } },
        { month: 6, share: { min: 0.5, max: 0.9 } },
      ],
    ] as const;
    expect(issuesOf(aPlanWith(curve, between([ADOPTION, TOKENS, 0.5])))).toEqual([]);
    expect(issuesOf(aPlanWith(curve, between([`${ADOPTION}/1/share`, TOKENS, 0.5])))).toEqual([]);
    expect(issuesOf(aPlanWith(curve, between([`${ADOPTION}/0/share`, `${ADOPTION}/1/share`, 0.5])))).toEqual([
      `/correlations/0/between: found "${ADOPTION}" on both sides; wanted two different numbers; the points of an adoption curve are one.`,
    ]);
    expect(
      issuesOf(aPlanWith(curve, between([`${ADOPTION}/0/share`, TOKENS, 0.5], [`${ADOPTION}/1/share`, TOKENS, 0.5]))),
    ).toEqual(["/correlations/1/between: found a pair that is correlated already; wanted each pair once."]);
  });

  it("find ids that need escapes", () => {
    const plan = aPlan();
    const { coding } = plan.workloads;
    const escaped = {
      ...plan,
      workloads: { "a/b~c": coding },
      correlations: [
        { between: ["/workloads/a~1b~0c/tokensMultiplier", "/workloads/a~1b~0c/outcome/value"], rank: 0.2 },
      ],
      scenarios: {},
    };
    expect(issuesOf(escaped)).toEqual([]);
  });

  it("must be possible together, and the impossible ones are named", () => {
    const triangle = between(
      [TASKS, TOKENS, 0.9],
      [TOKENS, VALUE, 0.9],
      [TASKS, VALUE, -0.9],
      ["/shared/tokens", `${CODING}/outcome/captured`, 1],
    );
    expect(issuesOf(aPlanWith(triangle))).toEqual([
      `/correlations/0/rank: found correlations that cannot hold together: 0.9 between ${TASKS} and ${TOKENS}, 0.9 between ${TOKENS} and ${VALUE}, -0.9 between ${TASKS} and ${VALUE}; wanted ranks nearer to 0, or of signs that agree.`,
    ]);
    expect(issuesOf(aPlanWith(between([TASKS, TOKENS, 0.9], [TOKENS, VALUE, 0.9], [TASKS, VALUE, 0.9])))).toEqual([]);
    expect(issuesOf(aPlanWith(between([TASKS, TOKENS, 1])))).toEqual([]);
  });
});

describe("each scenario's changed plan is checked", () => {
  const scenario = (change: unknown) => ["/scenarios", { cheaper: { change } }] as const;

  it("and an issue stands where the change says it", () => {
    expect(issuesOf(aPlanWith(scenario({ workloads: { coding: { route: { steps: ["hiaku"] } } } })))).toEqual([
      `/scenarios/cheaper/change${CODING}/route/steps/0: found the model "hiaku", which has no entry in ${CODING}/attempts; did you mean "haiku"?`,
    ]);
    expect(issuesOf(aPlanWith(scenario({ budget: { amount: -1 } })))).toEqual([
      "/scenarios/cheaper/change/budget/amount: found -1; wanted a number above 0.",
    ]);
    expect(issuesOf(aPlanWith(scenario({ workloads: { coding: { tokensMultiplyer: 1 } } })))[0]).toContain(
      `/scenarios/cheaper/change${CODING}/tokensMultiplyer: found the unknown field "tokensMultiplyer"; `,
    );
  });

  it("or as near to it as the change comes, with the path in the changed plan", () => {
    expect(issuesOf(aPlanWith(scenario({ workloads: { coding: { attempts: { haiku: null } } } })))).toEqual([
      `/scenarios/cheaper/change${CODING}: found a changed plan that has, at ${CODING}/monthCap/fallback/steps/0, the model "haiku", which has no entry in ${CODING}/attempts; wanted "sonnet".`,
      `/scenarios/cheaper/change${CODING}: found a changed plan that has, at ${CODING}/changes/0/set/route/steps/0, the model "haiku", which has no entry in ${CODING}/attempts; wanted "sonnet".`,
    ]);
    expect(issuesOf(aPlanWith(scenario({ workloads: { coding: { tokensMultiplier: 1.2 } } })))).toEqual([
      `/scenarios/cheaper/change: found a changed plan that has, at /correlations/0/between/1, "${TOKENS}", which is certain; wanted the JSON pointer of an uncertain number that is drawn once a trial.`,
    ]);
  });

  it("but an issue of the plan itself is said once", () => {
    expect(issuesOf(aPlanWith(["/budget/amount", -1]))).toEqual(["/budget/amount: found -1; wanted a number above 0."]);
  });

  it.each(["schema", "scenarios", "fiscalYear", "currency", "actuals"])(
    "and may not change %s: what is compared shares its days and its currency",
    (name) => {
      expect(issuesOf(aPlanWith(scenario({ [name]: null })))).toEqual([
        `/scenarios/cheaper/change/${name}: found a change of "${name}"; wanted a change of anything else: scenarios are compared over the same days, in one currency.`,
      ]);
    },
  );

  it("and a deletion of what is not there is no deletion", () => {
    expect(issuesOf(aPlanWith(scenario({ workloads: { coding: { atemptCap: null } } })))).toEqual([
      `/scenarios/cheaper/change${CODING}/atemptCap: found a deletion of "atemptCap", which is not in the plan; did you mean "attemptCap"?`,
    ]);
    expect(issuesOf(aPlanWith(scenario({ workloads: { codng: null } })))).toEqual([
      '/scenarios/cheaper/change/workloads/codng: found a deletion of "codng", which is not in the plan; did you mean "coding"?',
    ]);
    expect(
      issuesOf(
        aPlanWith([`${CODING}/attemptCap`, undefined], scenario({ workloads: { coding: { attemptCap: null } } })),
      ),
    ).toEqual([]);
  });

  it("and a scenario without a change is refused", () => {
    expect(issuesOf(aPlanWith(["/scenarios", { idle: { name: "Idle" } }]))).toEqual([
      "/scenarios/idle/change: found nothing; wanted an object keyed by ids.",
    ]);
  });
});
