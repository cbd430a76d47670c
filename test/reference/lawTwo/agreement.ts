import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { simulateTrials } from "#shared/engine/simulate.ts";
import { checkPlan } from "#shared/plan/check/read.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import { simulatePlain } from "#test/reference/model/plain.ts";
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
} from "./figures.ts";
import type { LawTwoCase } from "./lawTwoPlans.ts";

const MOST_STANDARD_ERRORS = 4;

/** A grid of plans and the table that makeLawTwo.ts made of it, a file beside this one. */
interface Grid {
  readonly what: string;
  readonly file: string;
  readonly plans: Readonly<Record<string, LawTwoCase>>;
  /** Of the fast engine. */
  readonly trials: number;
  /** Whether enough trials stand behind a figure for its error to say anything. */
  readonly isSure?: (comparison: Comparison, stored: StoredTable[string]) => boolean;
}

function describeComparison({ figure, reference, fast, z }: Comparison): string {
  return `${figure}: reference ${reference.toPrecision(7)}, fast ${fast.toPrecision(7)}, ${z.toFixed(2)} standard errors apart`;
}

/** Law 2 over a grid: the fast engine agrees with the plain reference on every plan of it. */
export function describeAgreement({ what, file, plans, trials, isSure = () => true }: Grid): void {
  const table = JSON.parse(readFileSync(new URL(`./${file}`, import.meta.url), "utf8")) as StoredTable;
  const cases = Object.entries(plans);

  describe(`the stored reference of ${what}`, () => {
    it("holds every plan of the grid, at least sixty, and no other", () => {
      expect(cases.length).toBeGreaterThanOrEqual(60);
      expect(Object.keys(table)).toEqual(cases.map(([name]) => name));
    });

    it.each(cases)("of “%s” was made from this very plan by this very reference", (name, theCase) => {
      const checked = checkPlan(theCase.plan);
      expect(checked.ok ? [] : checked.issues).toEqual([]);
      expect(table[name]!.hash, "run makeLawTwo.ts").toBe(caseHash(name, theCase));
      const years = simulatePlain(resolvePlan(theCase.plan), seedOf("reference", name), 0, FIRST_YEARS);
      expect(roundedYears(years.map(firstYearOf)), "run makeLawTwo.ts").toEqual(roundedYears(table[name]!.firstYears));
    });
  });

  describe(`the fast engine agrees with the plain reference on ${what}`, () => {
    const all: Comparison[] = [];

    it.each(cases)("within four combined standard errors on “%s”", (name, { plan: document }) => {
      const plan = resolvePlan(document);
      const stored = table[name]!;
      const comparisons = compareWithReference(plan, stored, simulateTrials(plan, seedOf("fast", name), 0, trials));
      const sure = comparisons.filter((comparison) => isSure(comparison, stored));
      all.push(...sure);
      // A figure that is no number is as far off as can be.
      const far = sure.filter(({ z }) => !(Math.abs(z) <= MOST_STANDARD_ERRORS));
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
}
