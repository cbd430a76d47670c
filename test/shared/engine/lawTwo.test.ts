import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { simulatePlain } from "#test/reference/model/plain.ts";
import { simulateTrials } from "#shared/engine/simulate.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import { checkPlan } from "#shared/plan/check/read.ts";
import {
  caseHash,
  compareWithReference,
  FIRST_YEARS,
  firstYearOf,
  kindsOfFigures,
  roundedYears,
  seedOf,
  type Comparison,
  type StoredTable,
} from "#test/reference/lawTwo/figures.ts";
import { LAW_TWO_PLANS } from "#test/reference/lawTwo/lawTwoPlans.ts";

// Law 2: the fast engine agrees with the plain reference on every plan of the grid. The table is made by makeLawTwo.ts.
const TABLE = JSON.parse(
  readFileSync(new URL("../../reference/lawTwo/lawTwo.json", import.meta.url), "utf8"),
) as StoredTable;
const CASES = Object.entries(LAW_TWO_PLANS);
const TRIALS = 4000;
const MOST_STANDARD_ERRORS = 4;

function describeComparison({ figure, reference, fast, z }: Comparison): string {
  return `${figure}: reference ${reference.toPrecision(7)}, fast ${fast.toPrecision(7)}, ${z.toFixed(2)} standard errors apart`;
}

describe("the stored reference", () => {
  it("holds every plan of the grid, at least sixty, and no other", () => {
    expect(CASES.length).toBeGreaterThanOrEqual(60);
    expect(Object.keys(TABLE)).toEqual(CASES.map(([name]) => name));
  });

  it.each(CASES)("of “%s” was made from this very plan by this very reference", (name, theCase) => {
    const checked = checkPlan(theCase.plan);
    expect(checked.ok ? [] : checked.issues).toEqual([]);
    expect(TABLE[name]!.hash, "run makeLawTwo.ts").toBe(caseHash(name, theCase));
    const years = simulatePlain(resolvePlan(theCase.plan), seedOf("reference", name), 0, FIRST_YEARS);
    expect(roundedYears(years.map(firstYearOf)), "run makeLawTwo.ts").toEqual(roundedYears(TABLE[name]!.firstYears));
  });
});

describe("the fast engine agrees with the plain reference", () => {
  const all: Comparison[] = [];

  it.each(CASES)("within four combined standard errors on “%s”", (name, { plan: document }) => {
    const plan = resolvePlan(document);
    const comparisons = compareWithReference(plan, TABLE[name]!, simulateTrials(plan, seedOf("fast", name), 0, TRIALS));
    all.push(...comparisons);
    // A figure that is no number is as far off as can be.
    const far = comparisons.filter(({ z }) => !(Math.abs(z) <= MOST_STANDARD_ERRORS));
    expect(far.map(describeComparison)).toEqual([]);
  });

  it("and over all plans no kind of figure leans to one side or lies farther off than chance", () => {
    // Of n normal errors the mean has a standard error of 1/√n, the root mean square one of 1/√(2n).
    const strange = kindsOfFigures(all).filter(
      ({ count, meanZ, rmsZ }) =>
        Math.abs(meanZ) > MOST_STANDARD_ERRORS / Math.sqrt(count) ||
        rmsZ > 1 + MOST_STANDARD_ERRORS / Math.sqrt(2 * count),
    );
    expect(strange).toEqual([]);
  });
});
