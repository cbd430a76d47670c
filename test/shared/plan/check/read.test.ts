import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { describeIssue } from "#shared/plan/check/issues.ts";
import { planHash } from "#shared/plan/canonical.ts";
import { checkPlan, readPlan } from "#shared/plan/check/read.ts";
import { aPlan, aPlanWith, issuesOf } from "#test/shared/plan/aPlan.ts";
import { arbitraryPlan } from "#test/shared/plan/arbitraryPlan.ts";

const CODING = "/workloads/coding";

describe("a sound plan", () => {
  it("is read as it stands", () => {
    expect(readPlan(JSON.stringify(aPlan()))).toEqual({ ok: true, plan: aPlan() });
  });

  it("is read with a byte order mark and with line breaks of any kind", () => {
    const text = `\uFEFF${JSON.stringify(aPlan(), null, 2).replaceAll("\n", "\r\n")}`;
    expect(readPlan(text)).toEqual({ ok: true, plan: aPlan() });
  });

  it("comes back the same from its file, whatever a plan may say", () => {
    fc.assert(
      fc.property(arbitraryPlan(), (plan) => {
        const read = readPlan(JSON.stringify(plan));
        expect(read.ok ? [] : read.issues.map(describeIssue)).toEqual([]);
        // JSON writes −0 as 0, and so does the canonical form.
        expect(read.ok && planHash(read.plan)).toBe(planHash(plan));
      }),
      { numRuns: 200 },
    );
  });

  it("needs neither workloads nor models: fixed costs alone are a plan", () => {
    const plan = {
      schema: "past-april.plan/1",
      name: "Seats",
      currency: "EUR",
      fiscalYear: { start: "2027-04-01", months: 3 },
      budget: { amount: 1 },
    };
    expect(issuesOf({ ...plan, models: {}, workloads: {}, fixedCosts: { seats: { perMonth: 5 } } })).toEqual([]);
  });
});

describe("each issue is one sentence that begins with its path", () => {
  it.each<[what: string, pointer: string, value: unknown, sentence: string]>([
    // Values
    ["a negative amount", "/budget/amount", -5, "/budget/amount: found -5; wanted a number above 0."],
    ["NaN", "/budget/amount", NaN, "/budget/amount: found NaN; wanted a number."],
    ["1e400", "/budget/amount", 1e400, "/budget/amount: found a number too large to hold; wanted a finite number."],
    [
      "a number beyond all sense",
      "/budget/amount",
      1e16,
      "/budget/amount: found 10000000000000000; wanted a number of at most 1000000000000000.",
    ],
    [
      "a number that is 0 but for rounding",
      `${CODING}/demand/userSpread`,
      -1e-300,
      `${CODING}/demand/userSpread: found -1e-300; wanted 0, or a number not as close to 0 as 1e-15.`,
    ],
    ["a text for a number", "/budget/amount", "12", '/budget/amount: found "12"; wanted a number.'],
    ["null for a number", "/budget/amount", null, "/budget/amount: found null; wanted a number."],
    [
      "a negative price",
      "/models/sonnet/price/input",
      -3,
      "/models/sonnet/price/input: found -3; wanted a number of at least 0.",
    ],
    ["certainty of the confidence", "/budget/confidence", 1, "/budget/confidence: found 1; wanted a number below 1."],
    ["half a month", "/fiscalYear/months", 1.5, "/fiscalYear/months: found 1.5; wanted a whole number."],
    [
      "a word for a truth",
      `${CODING}/outcome/failuresVisible`,
      "yes",
      `${CODING}/outcome/failuresVisible: found "yes"; wanted true or false.`,
    ],
    ["a small currency", "/currency", "usd", '/currency: found "usd"; wanted three capital letters such as USD.'],
    ["no name", "/name", "", '/name: found ""; wanted a text that is not empty.'],
    ["a missing field", "/budget/amount", undefined, "/budget/amount: found nothing; wanted a number."],
    ["a missing object", "/budget", undefined, '/budget: found nothing; wanted an object with "amount".'],
    ["a list for a map", "/models", [], "/models: found an empty list; wanted an object keyed by ids."],
    [
      "an object for a list",
      `${CODING}/route/steps`,
      { a: 1 },
      `${CODING}/route/steps: found an object with "a"; wanted a list.`,
    ],
    [
      "an empty list",
      `${CODING}/route/steps`,
      [],
      `${CODING}/route/steps: found an empty list; wanted a list that is not empty.`,
    ],
    [
      "too few quantiles",
      `${CODING}/attempts/haiku/tokens`,
      { family: "empirical", quantiles: [1] },
      `${CODING}/attempts/haiku/tokens/quantiles: found a list of 1; wanted a list of 101.`,
    ],
    [
      "a list beyond all sense",
      "/calendar/holidays",
      Array.from({ length: 2000 }, () => "2027-01-01"),
      "/calendar/holidays: found 2000 entries; wanted at most 1000.",
    ],
    [
      "too many scenarios",
      "/scenarios",
      Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`s${i}`, { change: {} }])),
      "/scenarios: found 101 entries; wanted at most 100 entries.",
    ],
    // Words
    [
      "an unknown word",
      `${CODING}/status`,
      "live",
      `${CODING}/status: found "live"; wanted "draft", "pilot", "production" or "retired".`,
    ],
    [
      "a misspelt word",
      `${CODING}/status`,
      "prodution",
      `${CODING}/status: found "prodution"; did you mean "production"?`,
    ],
    [
      "a misspelt weekday",
      "/calendar/workingDays/0",
      "mno",
      '/calendar/workingDays/0: found "mno"; did you mean "mon"?',
    ],
    // Dates
    [
      "no date",
      "/calendar/holidays/0",
      "New Year",
      '/calendar/holidays/0: found "New Year"; wanted a date such as 2027-04-01.',
    ],
    [
      "a day that does not exist",
      "/calendar/holidays/0",
      "2027-02-30",
      '/calendar/holidays/0: found "2027-02-30", a day that does not exist; wanted a date of the calendar.',
    ],
    [
      "a year that starts within a month",
      "/fiscalYear/start",
      "2027-01-15",
      "/fiscalYear/start: found the fiscal year starting on 2027-01-15; wanted the first of a month.",
    ],
    [
      "a year too far off",
      "/fiscalYear/start",
      "9999-01-01",
      "/fiscalYear/start: found the fiscal year starting on 9999-01-01; wanted a year from 1970 to 2199.",
    ],
    // Names
    [
      "an unknown field",
      "/budget/colour",
      "red",
      '/budget/colour: found the unknown field "colour"; wanted "amount", "phasing", "confidence", "atExhaustion", "basis" or "taxIncluded".',
    ],
    [
      "a misspelt field",
      `${CODING}/tokensMultiplyer`,
      1,
      `${CODING}/tokensMultiplyer: found the unknown field "tokensMultiplyer"; wanted ${known("workload")}.`,
    ],
    [
      "swapped letters",
      `${CODING}/outcome/untis`,
      "x",
      `${CODING}/outcome/untis: found the unknown field "untis"; wanted "unit", "value", "captured", "reviewCost", "failureCost", "errorCost" or "failuresVisible".`,
    ],
    [
      "a field that every object inherits",
      "/budget/toString",
      1,
      '/budget/toString: found the unknown field "toString"; wanted "amount", "phasing", "confidence", "atExhaustion", "basis" or "taxIncluded".',
    ],
    [
      "an endless id",
      `/models/${"x".repeat(81)}`,
      { price: {} },
      `/models/${"x".repeat(81)}: found the id "${"x".repeat(60)}…"; wanted an id of 1 to 80 printable characters.`,
    ],
    [
      "an empty id",
      "/fixedCosts/",
      { perMonth: 1 },
      '/fixedCosts/: found the id ""; wanted an id of 1 to 80 printable characters.',
    ],
    // Uncertain numbers
    [
      "p10 above p90",
      "/shared/tokens",
      { p10: 1.5, p90: 0.9 },
      "/shared/tokens: found p10 1.5 not below p90 0.9; wanted p10 below p90.",
    ],
    [
      "p10 at p90",
      "/shared/tokens",
      { p10: 1, p90: 1 },
      "/shared/tokens: found p10 1 not below p90 1; wanted p10 below p90.",
    ],
    ["p10 at zero", "/shared/tokens", { p10: 0, p90: 1 }, "/shared/tokens/p10: found 0; wanted a number above 0."],
    [
      "percentiles beyond all sense",
      "/shared/tokens",
      { p10: 1e-9, p90: 1e9 },
      "/shared/tokens: found p90 1000000000000000000 times p10; wanted percentiles less than ten billion times apart.",
    ],
    ["half a range", "/shared/tokens", { p10: 1 }, "/shared/tokens/p90: found nothing; wanted a number."],
    [
      "a percentile that is none",
      "/shared/tokens",
      { p10: 1, p95: 2 },
      '/shared/tokens/p95: found the unknown field "p95"; did you mean "p90"?',
    ],
    [
      "a mode outside",
      "/shared/tokens",
      { min: 1, mode: 3, max: 2 },
      "/shared/tokens: found min 1, mode 3 and max 2; wanted min below max and mode between them.",
    ],
    [
      "a range of no width",
      "/shared/tokens",
      { min: 1, mode: 1, max: 1 },
      "/shared/tokens: found min 1, mode 1 and max 1; wanted min below max and mode between them.",
    ],
    [
      "min above max",
      "/shared/tokens",
      { min: 2, max: 1 },
      "/shared/tokens: found min 2 not below max 1; wanted min below max.",
    ],
    [
      "weights of another length",
      "/shared/tokens",
      { values: [1, 2], weights: [1] },
      "/shared/tokens/weights: found a list of 1 for 2 values; wanted one weight a value.",
    ],
    [
      "weights of nothing",
      "/shared/tokens",
      { values: [1, 2], weights: [0, 0] },
      "/shared/tokens/weights: found weights that are all 0; wanted a weight above 0.",
    ],
    [
      "a form that is none",
      "/shared/tokens",
      { mean: 1, sd: 2 },
      '/shared/tokens: found an object with "mean", "sd"; wanted a number, {"p10", "p90"}, {"min", "mode", "max"}, {"min", "max"} or {"values", "weights"}.',
    ],
    [
      "an uncertain number in words",
      "/shared/tokens",
      "about 1",
      '/shared/tokens: found "about 1"; wanted a number, {"p10", "p90"}, {"min", "mode", "max"}, {"min", "max"} or {"values", "weights"}.',
    ],
    [
      "an unknown grade",
      "/shared/tokens",
      { value: 1, evidence: { grade: "mesured" } },
      '/shared/tokens/evidence/grade: found "mesured"; did you mean "measured"?',
    ],
    [
      "a certain share above 1",
      `${CODING}/outcome/captured`,
      1.2,
      `${CODING}/outcome/captured: found 1.2; wanted a number of at most 1.`,
    ],
    [
      "a certain share below 0",
      `${CODING}/demand/adoption/0/share`,
      { value: -0.1 },
      `${CODING}/demand/adoption/0/share/value: found -0.1; wanted a number of at least 0.`,
    ],
    [
      "less than no growth",
      `${CODING}/demand/monthlyGrowth`,
      -1.1,
      `${CODING}/demand/monthlyGrowth: found -1.1; wanted a number of at least -1.`,
    ],
    [
      "less than no users",
      `${CODING}/demand/users`,
      -1,
      `${CODING}/demand/users: found -1; wanted a number of at least 0.`,
    ],
    // Tokens, mixes, success
    [
      "p50 above p95",
      `${CODING}/attempts/haiku/tokens`,
      { family: "lognormal", p50: 2, p95: 1 },
      `${CODING}/attempts/haiku/tokens: found p50 2 not below p95 1; wanted p50 below p95.`,
    ],
    [
      "no spread",
      `${CODING}/attempts/sonnet/tokens/sigma`,
      0,
      `${CODING}/attempts/sonnet/tokens/sigma: found 0; wanted a number above 0.`,
    ],
    [
      "quantiles that fall",
      `${CODING}/attempts/haiku/tokens`,
      { family: "empirical", quantiles: Array.from({ length: 101 }, (_, i) => (i === 50 ? 1 : i + 1)) },
      `${CODING}/attempts/haiku/tokens/quantiles/50: found 1 after 50; wanted percentiles that ascend.`,
    ],
    [
      "a tail from the middle of the body",
      `${CODING}/attempts/haiku/tokens/tail/from`,
      0.2,
      `${CODING}/attempts/haiku/tokens/tail/from: found 0.2; wanted a number of at least 0.5.`,
    ],
    [
      "a tail without mean",
      `${CODING}/attempts/haiku/tokens/tail/shape`,
      1,
      `${CODING}/attempts/haiku/tokens/tail/shape: found 1; wanted a number below 1.`,
    ],
    [
      "a limit of nothing",
      `${CODING}/attempts/sonnet/tokens/limit`,
      0,
      `${CODING}/attempts/sonnet/tokens/limit: found 0; wanted a number above 0.`,
    ],
    [
      "two runs",
      `${CODING}/attempts/sonnet/tokens/runs`,
      2,
      `${CODING}/attempts/sonnet/tokens/runs: found 2; wanted a number of at least 3.`,
    ],
    [
      "an unknown family",
      `${CODING}/attempts/sonnet/tokens/family`,
      "gamma",
      `${CODING}/attempts/sonnet/tokens/family: found "gamma"; wanted "lognormal".`,
    ],
    [
      "shares that sum to less",
      `${CODING}/attempts/haiku/mix`,
      { input: 0.1, cacheRead: 0.8 },
      `${CODING}/attempts/haiku/mix: found shares that sum to 0.9; wanted shares that sum to 1.`,
    ],
    [
      "a chance above 1",
      `${CODING}/attempts/haiku/success`,
      1.1,
      `${CODING}/attempts/haiku/success: found 1.1; wanted a number of at most 1.`,
    ],
    [
      "a chance above 1 in a curve",
      `${CODING}/attempts/haiku/success`,
      { byEffort: [0.5, 2] },
      `${CODING}/attempts/haiku/success/byEffort/1: found 2; wanted a number of at most 1.`,
    ],
    // Policies
    [
      "two steps without a verifier",
      `${CODING}/route`,
      { steps: ["sonnet", "haiku"] },
      `${CODING}/route/verifier: found nothing; wanted a verifier {"catches", "falseAlarms"}, which decides when the next step is taken.`,
    ],
    [
      "a verifier without catches",
      `${CODING}/route`,
      { steps: ["sonnet"], verifier: { falseAlarms: 0 } },
      `${CODING}/route/verifier/catches: found nothing; wanted a number.`,
    ],
    [
      "best of half",
      `${CODING}/route`,
      { bestOf: 2.5, model: "sonnet", verifier: { catches: 1, falseAlarms: 0 } },
      `${CODING}/route/bestOf: found 2.5; wanted a whole number.`,
    ],
    [
      "shares of a choice that fall",
      `${CODING}/route`,
      {
        choose: [
          { upTo: 0.6, steps: ["sonnet"] },
          { upTo: 0.5, steps: ["sonnet"] },
          { upTo: 1, steps: ["sonnet"] },
        ],
        by: "chance",
      },
      `${CODING}/route/choose/1/upTo: found 0.5 after 0.6; wanted shares that ascend.`,
    ],
    [
      "a choice that leaves some tasks",
      `${CODING}/route`,
      { choose: [{ upTo: 0.6, steps: ["sonnet"] }], by: "chance" },
      `${CODING}/route/choose/0/upTo: found 0.6 at the last branch; wanted 1, so that every task has a branch.`,
    ],
    [
      "a branch of two steps without a verifier",
      `${CODING}/route`,
      { choose: [{ upTo: 1, steps: ["sonnet", "haiku"] }], by: "chance" },
      `${CODING}/route/choose/0/verifier: found nothing; wanted a verifier {"catches", "falseAlarms"}, which decides when the next step is taken.`,
    ],
    [
      "a route that is none",
      `${CODING}/route`,
      { model: "sonnet" },
      `${CODING}/route: found an object with "model"; wanted {"steps": ["model", …]}, {"bestOf": n, "model", "verifier"} or {"choose": […], "by"}.`,
    ],
    [
      "a cap on nothing",
      `${CODING}/attemptCap`,
      { partial: 0.5 },
      `${CODING}/attemptCap: found an object with "partial"; wanted {"tokens": n} or {"cost": n}.`,
    ],
    [
      "degrading to nothing",
      `${CODING}/monthCap`,
      { amount: 5, atCap: "degrade" },
      `${CODING}/monthCap/fallback: found nothing; wanted the route that work takes once the month's amount is spent.`,
    ],
    [
      "half a day late",
      `${CODING}/monthCap/lagDays`,
      0.5,
      `${CODING}/monthCap/lagDays: found 0.5; wanted a whole number.`,
    ],
    [
      "adoption that goes back in time",
      `${CODING}/demand/adoption/1/month`,
      0,
      `${CODING}/demand/adoption/1/month: found month 0 after month 0; wanted months that ascend.`,
    ],
    [
      "a model that agrees less with itself",
      `${CODING}/difficulty`,
      { acrossModels: 0.5, sameModel: 0.4 },
      `${CODING}/difficulty: found acrossModels 0.5 above sameModel 0.4; wanted sameModel at least as large: two models cannot agree more than one model with itself.`,
    ],
    [
      "runs of a task that are all alike",
      `${CODING}/difficulty/sameModel`,
      1,
      `${CODING}/difficulty/sameModel: found 1; wanted a number below 1.`,
    ],
    ["phasing in words", "/budget/phasing", "flat", '/budget/phasing: found "flat"; wanted "even" or "workingDays".'],
    [
      "phasing of nothing",
      "/budget/phasing",
      Array.from({ length: 12 }, () => 0),
      "/budget/phasing: found weights that are all 0; wanted a weight above 0.",
    ],
  ])("%s", (_, pointer, value, sentence) => {
    expect(issuesOf(aPlanWith([pointer, value]))).toEqual([sentence]);
  });

  it("collects all issues, in the order of the document, the schema's first", () => {
    const plan = aPlanWith(
      ["/budget/amount", -1],
      [`${CODING}/route/steps/0`, "sonet"],
      ["/models/haiku/price/output", "5"],
      ["/fixedCosts/seats/permonth", 5],
    );
    expect(issuesOf(plan)).toEqual([
      "/budget/amount: found -1; wanted a number above 0.",
      '/models/haiku/price/output: found "5"; wanted a number.',
      '/fixedCosts/seats/permonth: found the unknown field "permonth"; wanted "name", "owner", "perMonth", "renewal" or "split".',
    ]);
    expect(issuesOf(aPlanWith(["/budget/amount", -1], [`${CODING}/route/steps/0`, "sonet"]))).toEqual([
      "/budget/amount: found -1; wanted a number above 0.",
      `${CODING}/route/steps/0: found the model "sonet", which has no entry in ${CODING}/attempts; did you mean "sonnet"?`,
    ]);
  });

  it("says a misspelt field once, not also that the right one is missing", () => {
    expect(issuesOf(aPlanWith(["/budget/amount", undefined], ["/budget/amuont", 5]))).toEqual([
      '/budget/amuont: found the unknown field "amuont"; did you mean "amount"?',
    ]);
  });

  it("stops at 200 issues", () => {
    const models = Object.fromEntries(Array.from({ length: 900 }, (_, i) => [`m${i}`, 0]));
    expect(issuesOf(aPlanWith(["/models", models]))).toHaveLength(200);
  });
});

function known(what: "workload"): string {
  return {
    workload:
      '"name", "owner", "status", "demand", "attempts", "difficulty", "tokensMultiplier", "tokensGrowth", "route", "attemptCap", "monthCap", "changes", "userCap", "costCentre", "outcome", "case" or "gate"',
  }[what];
}

describe("what is not refused", () => {
  it.each<[what: string, pointer: string, value: unknown]>([
    ["an uncertain share that may be drawn above 1", `${CODING}/outcome/captured`, { min: 0.5, max: 1.5 }],
    ["an uncertain amount that may be drawn below 0", `${CODING}/outcome/reviewCost`, { min: -5, mode: 1, max: 5 }],
    [
      "shares rounded to six digits",
      `${CODING}/attempts/haiku/mix`,
      { input: 0.333333, cacheRead: 0.333333, output: 0.333333 },
    ],
    [
      "a share of the tasks that is nothing",
      `${CODING}/route`,
      {
        choose: [
          { upTo: 0, steps: ["haiku"] },
          { upTo: 1, steps: ["sonnet"] },
        ],
        by: "chance",
      },
    ],
    ["a rebound either way", `${CODING}/demand/rebound`, { min: -1, max: 0.5 }],
    [
      "adoption points beyond the year",
      `${CODING}/demand/adoption`,
      [
        { month: -3, share: 0 },
        { month: 40.5, share: 1 },
      ],
    ],
    ["a leap day", "/calendar/holidays/0", "2028-02-29"],
    ["an id that objects inherit", "/models/toString", { price: {} }],
  ])("%s", (_, pointer, value) => {
    expect(issuesOf(aPlanWith([pointer, value]))).toEqual([]);
  });
});

describe("names that mean something to JavaScript", () => {
  it.each(["__proto__", "constructor", "prototype"])("refuses %s wherever it stands, and changes nothing", (name) => {
    for (const pointer of ["", "/models", "/workloads/coding/attempts", "/budget", "/scenarios", "/shared/tokens"]) {
      const place = `${pointer}/${name}`;
      expect(issuesOf(aPlanWith([place, { polluted: true }]))).toContain(
        `${place}: found the name "${name}", which is reserved; wanted another name.`,
      );
    }
    const text = JSON.stringify(aPlan()).replace('"change":{', `"change":{"${name}":{"polluted":true},`);
    const read = readPlan(text);
    expect(read.ok ? [] : read.issues.map(({ pointer }) => pointer)).toContain(
      `/scenarios/cheaper-first/change/${name}`,
    );
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });

  it("does not take an inherited name for a model", () => {
    expect(issuesOf(aPlanWith([`${CODING}/route/steps/0`, "toString"]))).toEqual([
      `${CODING}/route/steps/0: found the model "toString", which has no entry in ${CODING}/attempts; wanted "sonnet" or "haiku".`,
    ]);
    expect(issuesOf(aPlanWith([`${CODING}/attemptCap/fallbackModel`, "constructor"]))).toHaveLength(1);
  });

  it("lets no text of a plan steer a terminal", () => {
    const [sentence] = issuesOf(aPlanWith(["/\u001b[31mred\u202e", 1]));
    expect(sentence).toBe(
      '/\\u001b[31mred\\u202e: found the unknown field "\\u001b[31mred\\u202e"; wanted "schema", "name", "description", "about", "illustrative", "currency", "currencies", "fiscalYear", "calendar", "budget", "shared", "people", "models", "workloads", "fixedCosts", "seats", "commitments", "costCentres", "correlations", "scenarios", "actuals", "value" or "comments".',
    );
  });
});

describe("whatever comes in", () => {
  it.each([undefined, null, true, 5, "plan", [], [[]]])("%j is refused in one sentence", (document) => {
    expect(issuesOf(document)).toHaveLength(1);
  });

  it("a random value in any place of a plan is a plan or has issues, and never throws", () => {
    const anything = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom(NaN, Infinity, -0, 1e-320, 1e300, "__proto__", undefined),
      fc.object({ withNullPrototype: true }),
    );
    fc.assert(
      fc.property(
        arbitraryPlan({ maxWorkloads: 1, maxMonths: 2 }),
        fc.array(fc.tuple(fc.nat(), anything), { minLength: 1, maxLength: 3 }),
        (plan, edits) => {
          const document = JSON.parse(JSON.stringify(plan)) as unknown;
          for (const [place, value] of edits) overwrite(document, place, value);
          const read = checkPlan(document);
          if (!read.ok) {
            expect(read.issues.length).toBeGreaterThan(0);
            for (const issue of read.issues) expect(describeIssue(issue)).toMatch(/^(The plan|\/).*: found .*[.?]$/su);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it("a file cut, doubled or with a letter changed is a plan or has issues, and never throws", () => {
    const text = JSON.stringify(aPlan());
    fc.assert(
      fc.property(fc.nat(text.length), fc.nat(text.length), fc.string({ maxLength: 3 }), (from, to, inserted) => {
        const read = readPlan(text.slice(0, from) + inserted + text.slice(to));
        expect(read.ok || read.issues.length > 0).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

/** Overwrites the n-th of the values of a document, whichever that is, with another one. */
function overwrite(document: unknown, n: number, value: unknown): void {
  const places: [object, string][] = [];
  const visit = (node: unknown) => {
    if (typeof node !== "object" || node === null) return;
    for (const key of Object.keys(node)) {
      places.push([node, key]);
      visit((node as Record<string, unknown>)[key]);
    }
  };
  visit(document);
  const [node, key] = places[n % places.length]!;
  Object.defineProperty(node, key, { value, enumerable: true, configurable: true, writable: true });
}
