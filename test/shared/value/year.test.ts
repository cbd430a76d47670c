import { describe, expect, it } from "vitest";
import { benefitByMonth, roundedLag, worthOfRelease } from "#shared/value/benefit.ts";
import { releaseOutcomes } from "#shared/value/ceiling.ts";
import { paybackMonth } from "#shared/value/payback.ts";
import { casesOf, expectNear } from "./cases.ts";

/** Working days of 2027 as the outside numbers have them: 255. */
const WORKING_DAYS = [20, 20, 23, 22, 20, 22, 21, 22, 22, 21, 20, 22];

function release(outcomes: readonly number[], capacity: number, workingDays: readonly number[] = WORKING_DAYS) {
  const released = new Float64Array(outcomes.length);
  const waiting = releaseOutcomes(outcomes, capacity, workingDays, released);
  return { released: [...released], waiting, sum: released.reduce((sum, value) => sum + value, 0) };
}

describe("law V8: the ceiling of the workflow", () => {
  it.each(
    casesOf<
      {
        readonly outcomes: readonly number[];
        readonly capacityPerDay: readonly number[];
        readonly workingDays: readonly number[];
      },
      { readonly released: readonly number[]; readonly waiting: number }
    >("released"),
  )("$id", ({ input, answer, tolerance }) => {
    const found = release(input.outcomes, Math.min(...input.capacityPerDay), input.workingDays);
    for (const [month, value] of answer.released.entries()) expectNear(found.released[month]!, value, tolerance);
    expectNear(found.waiting, answer.waiting, tolerance);
  });

  it("2,000 a month against 80 a day release 20,400 of 24,000; 500 a month all", () => {
    const full = release(Array<number>(12).fill(2_000), 80);
    expect([full.sum, full.waiting]).toEqual([20_400, 3_600]);
    expect(release(Array<number>(12).fill(500), 80).sum).toBe(6_000);
  });

  it("at the ceiling one more outcome releases nothing, and nothing is lost", () => {
    const at = release(Array<number>(12).fill(2_000), 80);
    const more = release([2_001, ...Array<number>(11).fill(2_000)], 80);
    expect(more.released).toEqual(at.released);
    expect(more.sum + more.waiting).toBe(24_001);
  });

  it("without a capacity all is released, also in a month without working days", () => {
    expect(release([5, 7], Infinity, [0, 20]).released).toEqual([5, 7]);
  });
});

describe("benefit by month", () => {
  const benefitOf = (lag: number, booked: readonly (number | null)[] = []) => {
    const benefit = new Float64Array(12);
    const later = benefitByMonth({ gain: 1, perRelease: 20, lag }, Array<number>(12).fill(1_000), booked, benefit);
    return { benefit: [...benefit], later };
  };

  it("comes so many months later, and what comes after the year is told apart", () => {
    const { benefit, later } = benefitOf(3);
    expect(benefit.slice(0, 4)).toEqual([0, 0, 0, 20_000]);
    expect(later).toBe(60_000);
    expect(benefitOf(12)).toEqual({ benefit: Array<number>(12).fill(0), later: 240_000 });
    expect(benefitOf(15).later).toBe(240_000);
  });

  it("is what finance booked where it has", () => {
    expect(benefitOf(0, [null, 9_000]).benefit.slice(0, 3)).toEqual([20_000, 9_000, 20_000]);
  });

  it("takes off what would have come anyway, and counts hours by where they go", () => {
    expect(worthOfRelease({ capturedValue: 25, anyway: 0.2, hours: 2, hourlyCost: 95, share: 0 })).toBe(20);
    expect(worthOfRelease({ capturedValue: 0, anyway: 0.2, hours: 2, hourlyCost: 95, share: 0.5 })).toBe(95);
  });

  it("rounds half a month up", () => {
    expect([0.49, 0.5, 1.5].map(roundedLag)).toEqual([0, 1, 2]);
  });
});

describe("payback", () => {
  it.each(casesOf<{ readonly net: readonly (readonly number[])[] }, { readonly month: readonly number[] }>("payback"))(
    "$id",
    ({ input, answer }) => {
      expect(input.net.map(paybackMonth)).toEqual(answer.month);
    },
  );
});
