import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { simulateTrials } from "#shared/engine/simulate.ts";
import { checkPlan } from "#shared/plan/check/read.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
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
import { CONTRACT_PLANS } from "#test/reference/lawTwo/contractPlans.ts";
import { simulatePlain } from "#test/reference/model/plain.ts";

// Law 2 over plans with contracts. The table is made by makeLawTwo.ts.
const TABLE = JSON.parse(
  readFileSync(new URL("../../../reference/lawTwo/contractLawTwo.json", import.meta.url), "utf8"),
) as StoredTable;
const CASES = Object.entries(CONTRACT_PLANS);
const TRIALS = 1000;
const MOST_STANDARD_ERRORS = 4;
/** A mean that hangs on fewer trials than this has no error to speak of: rare months of a small figure. */
const FEWEST_TRIALS = 12;

function describeComparison({ figure, reference, fast, z }: Comparison): string {
  return `${figure}: reference ${reference.toPrecision(7)}, fast ${fast.toPrecision(7)}, ${z.toFixed(2)} standard errors apart`;
}

/** About how many of the reference's trials a figure differs from 0 in, were it the same in each of them. */
function trialsBehind(name: string, { figure }: Comparison): number {
  const { moments, trials } = TABLE[name]!;
  const own = moments[figure.replace(/, (mean|sd)$/, "")];
  if (own === undefined || own.sd === 0) return Infinity;
  return (trials * own.mean ** 2) / (own.mean ** 2 + own.sd ** 2);
}

describe("the stored reference of contracts", () => {
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

describe("the fast engine agrees with the plain reference on contracts", () => {
  const all: Comparison[] = [];

  it.each(CASES)("within four combined standard errors on “%s”", (name, { plan: document }) => {
    const plan = resolvePlan(document);
    const comparisons = compareWithReference(plan, TABLE[name]!, simulateTrials(plan, seedOf("fast", name), 0, TRIALS));
    const sure = comparisons.filter((comparison) => trialsBehind(name, comparison) >= FEWEST_TRIALS);
    all.push(...sure);
    const far = sure.filter(({ z }) => !(Math.abs(z) <= MOST_STANDARD_ERRORS));
    expect(far.map(describeComparison)).toEqual([]);
  });

  it("and over all plans no kind of figure leans to one side or lies farther off than chance", () => {
    const strange = kindsOfFigures(all).filter(
      ({ count, meanZ, rmsZ }) =>
        Math.abs(meanZ) > MOST_STANDARD_ERRORS / Math.sqrt(count) ||
        rmsZ > 1 + MOST_STANDARD_ERRORS / Math.sqrt(2 * count),
    );
    expect(strange).toEqual([]);
  });
});
