import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { simulateTrials } from "#shared/engine/simulate.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import { checkPlan } from "#shared/plan/check/read.ts";
import { mean } from "#shared/statistics/moments.ts";
import { roundedYears, seedOf } from "#test/reference/lawTwo/figures.ts";
import { firstYears, reforecastHash, type StoredReforecasts } from "#test/reference/reforecast/plainReforecast.ts";
import { REFORECAST_PLANS } from "#test/reference/reforecast/reforecastPlans.ts";

// The re-forecast agrees with plain years that happened to begin as was seen. The table is made by makeReforecast.ts.
const TABLE = JSON.parse(
  readFileSync(new URL("../../../reference/reforecast/reforecast.json", import.meta.url), "utf8"),
) as StoredReforecasts;
const CASES = Object.entries(REFORECAST_PLANS);
const TRIALS = 4000;
const MOST_STANDARD_ERRORS = 4;

it("the stored reference holds every plan, and no other", () => {
  expect(Object.keys(TABLE)).toEqual(CASES.map(([name]) => name));
});

describe.each(CASES)("“%s”", (name, theCase) => {
  const { hash, firstYears: stored, effective, rest, outcomes, months } = TABLE[name]!;

  it("has a reference of this very plan by this very engine, worth enough years", () => {
    const checked = checkPlan(theCase.plan);
    expect(checked.ok ? [] : checked.issues).toEqual([]);
    expect(hash, "run makeReforecast.ts").toBe(reforecastHash(name, theCase));
    expect(roundedYears(firstYears(name, theCase)), "run makeReforecast.ts").toEqual(roundedYears(stored));
    expect(effective).toBeGreaterThan(400);
  });

  it("is forecast on as the plain years went on, within four combined standard errors: means by month, spread and quantiles of what is left", () => {
    const samples = simulateTrials(resolvePlan(theCase.plan), seedOf("fast", name), 0, TRIALS);
    const { effective: worth, widening } = samples.reforecast!;
    expect(widening).toBe(1);
    const open = samples.months.slice(samples.months.length - months.length);
    const left = Float64Array.from({ length: TRIALS }, (_, trial) =>
      open.reduce((total, month) => total + month[trial]!, 0),
    );
    const errorOf = (column: Float64Array): number => sdOf(column) / Math.sqrt(worth);
    const z: Record<string, number> = { mean: (mean(left) - rest.mean) / Math.hypot(rest.error, errorOf(left)) };
    for (const [m, month] of months.entries())
      z[`open month ${m + 1}`] = (mean(open[m]!) - month.mean) / Math.hypot(month.error, errorOf(open[m]!));
    if (outcomes !== null) {
      const seen = Object.values(theCase.plan.actuals!.months)
        .flatMap(({ workloads }) => Object.values(workloads))
        .reduce((total, { outcomes: right }) => total + right!, 0);
      const right = Float64Array.from({ length: TRIALS }, (_, trial) =>
        samples.workloads.reduce((total, own) => total + own.outcomes[trial]!, -seen),
      );
      z["outcomes"] = (mean(right) - outcomes.mean) / Math.hypot(outcomes.error, errorOf(right));
    }
    // The logarithm of a standard deviation has an error of (kurtosis − 1)/4n at least; spend leans to the right.
    z["spread"] =
      Math.log(sdOf(left) / rest.sd) / Math.sqrt(kurtosisOf(left) / 4 / worth + kurtosisOf(left) / 4 / effective);
    for (const { p, value } of rest.quantiles) {
      const share = left.filter((money) => money <= value).length / TRIALS;
      z[`P${Math.round(100 * p)}`] = (share - p) / Math.sqrt(p * (1 - p) * (1 / worth + 1 / effective));
    }
    expect(
      Object.entries(z).filter(([, far]) => !(Math.abs(far) <= MOST_STANDARD_ERRORS)),
      JSON.stringify(z),
    ).toEqual([]);
  });
});

function sdOf(column: Float64Array): number {
  const middle = mean(column);
  return Math.sqrt(mean(column.map((value) => (value - middle) ** 2)));
}

function kurtosisOf(column: Float64Array): number {
  const middle = mean(column);
  return mean(column.map((value) => (value - middle) ** 4)) / sdOf(column) ** 4;
}
