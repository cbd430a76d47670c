import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  budgetForJoint,
  chancesToBeBest,
  dominance,
  isoConfidence,
  jointConfidence,
  regrets,
} from "#shared/forecast/comparison/choice.ts";

const column = (...values: readonly number[]) => Float64Array.from(values);
const columns = fc
  .integer({ min: 2, max: 30 })
  .chain((length) =>
    fc
      .tuple(
        ...Array.from({ length: 3 }, () =>
          fc.array(fc.integer({ min: -50, max: 50 }), { minLength: length, maxLength: length }),
        ),
      )
      .map((all) => all.map((one) => Float64Array.from(one))),
  );

describe("the chance to be best", () => {
  it("by hand, ties shared", () => {
    expect(chancesToBeBest([column(1, 2, 3, 3), column(2, 2, 1, 3)], "less")).toEqual([0.5, 0.5]);
    expect(chancesToBeBest([column(1, 5), column(2, 1), column(2, 0)], "more")).toEqual([0.5, 0.25, 0.25]);
  });

  it("sums to one, and goes with its column whatever the order", () => {
    fc.assert(
      fc.property(columns, (all) => {
        const chances = chancesToBeBest(all, "less");
        expect(chances.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 9);
        const shuffled = chancesToBeBest([all[2]!, all[0]!, all[1]!], "less");
        [shuffled[1]!, shuffled[2]!, shuffled[0]!].forEach((chance, i) => expect(chance).toBeCloseTo(chances[i]!, 9));
      }),
    );
  });
});

describe("regret", () => {
  it("by hand: the distance from the best of each future", () => {
    const [a, b] = regrets([column(1, 4, 3), column(2, 1, 3)], "less");
    expect(a).toMatchObject({ expected: 1, maximal: 3 });
    expect(b).toMatchObject({ expected: 1 / 3, maximal: 1 });
    expect(regrets([column(1, 4, 3), column(2, 1, 3)], "more").map(({ expected }) => expected)).toEqual([1 / 3, 1]);
  });

  it("is none of a policy that is always best, and never negative", () => {
    fc.assert(
      fc.property(columns, (all) => {
        for (const { expected, maximal } of regrets(all, "more")) {
          expect(expected).toBeGreaterThanOrEqual(0);
          expect(maximal).toBeGreaterThanOrEqual(expected - 1e-9);
        }
        const best = all[0]!.map((_, i) => Math.max(...all.map((one) => one[i]!)));
        expect(regrets([best, ...all], "more")[0]).toMatchObject({ expected: 0, maximal: 0 });
      }),
    );
  });
});

describe("stochastic dominance", () => {
  /** By its definition: the chance to exceed every amount, and the integral of that from above. */
  const brute = (one: Float64Array, other: Float64Array): "first" | "second" | null => {
    const amounts = [...new Set([...one, ...other])].sort((a, b) => a - b);
    const above = (values: Float64Array, amount: number): number =>
      values.filter((value) => value > amount).length / values.length;
    const excess = (values: Float64Array, amount: number): number =>
      values.reduce((sum, value) => sum + Math.max(0, value - amount), 0) / values.length;
    const low = amounts[0]! - 1;
    const isFirst = amounts.every((amount) => above(one, amount) <= above(other, amount));
    const isSecond = [low, ...amounts].every((amount) => excess(one, amount) <= excess(other, amount) + 1e-9);
    const isEqual = amounts.every((amount) => above(one, amount) === above(other, amount));
    return isEqual ? null : isFirst ? "first" : isSecond ? "second" : null;
  };

  it("agrees with its definition, of costs and of values", () => {
    fc.assert(
      fc.property(columns, ([one, other]) => {
        expect(dominance(one!, other!, "less")).toBe(brute(one!, other!));
        expect(
          dominance(
            one!.map((x) => -x),
            other!.map((x) => -x),
            "more",
          ),
        ).toBe(brute(one!, other!));
      }),
      { numRuns: 500 },
    );
  });

  it("by hand: cheaper throughout is first order, the same mean with less spread second, crossing neither", () => {
    expect(dominance(column(1, 2, 3), column(2, 3, 4), "less")).toBe("first");
    expect(dominance(column(2, 2, 2), column(1, 2, 3), "less")).toBe("second");
    expect(dominance(column(1, 2, 3), column(2, 2, 2), "less")).toBeNull();
    expect(dominance(column(1, 2), column(2, 1), "less")).toBeNull();
  });
});

describe("both promises at once", () => {
  it("is never above either alone, and counts by hand", () => {
    expect(jointConfidence(column(1, 2, 3, 4), column(10, 10, 5, 20), 3, 10)).toMatchObject({
      both: 0.5,
      withinBudget: 0.75,
      reachesTarget: 0.75,
    });
    fc.assert(
      fc.property(
        columns,
        fc.integer({ min: -50, max: 50 }),
        fc.integer({ min: -50, max: 50 }),
        ([spend, outcomes], budget, target) => {
          const { both, withinBudget, reachesTarget } = jointConfidence(spend!, outcomes!, budget, target);
          expect(both).toBeLessThanOrEqual(Math.min(withinBudget, reachesTarget) + 1e-12);
          expect(both).toBeGreaterThanOrEqual(withinBudget + reachesTarget - 1 - 1e-12);
        },
      ),
    );
  });

  it("is the product when cost and outcomes are independent", () => {
    const side = 40;
    const spend = Float64Array.from({ length: side * side }, (_, i) => i % side);
    const outcomes = Float64Array.from({ length: side * side }, (_, i) => Math.floor(i / side));
    const { both, withinBudget, reachesTarget } = jointConfidence(spend, outcomes, 29, 12);
    expect(both).toBeCloseTo(withinBudget * reachesTarget, 12);
  });

  it("finds the smallest budget that makes it sure enough, and none where the target is out of reach", () => {
    fc.assert(
      fc.property(
        columns,
        fc.integer({ min: -50, max: 50 }),
        fc.double({ min: 0.05, max: 0.95, noNaN: true }),
        ([spend, outcomes], target, confidence) => {
          const found = budgetForJoint(spend!, outcomes!, target, confidence);
          const chance = (budget: number): number => jointConfidence(spend!, outcomes!, budget, target).both;
          const candidates = [...spend!].sort((a, b) => a - b).filter((budget) => chance(budget) >= confidence - 1e-9);
          if (found === null)
            expect(outcomes!.filter((count) => count >= target).length < 2 || candidates.length === 0).toBe(true);
          // A negative budget has no rounding room: amounts are compared where they are money.
          else if (found.amount >= 0) expect(found.amount).toBe(candidates[0]);
        },
      ),
    );
  });

  it("has a line of equal confidence on which more outcomes take more money", () => {
    const spend = Float64Array.from({ length: 500 }, (_, i) => 100 + ((i * 37) % 500));
    const outcomes = Float64Array.from({ length: 500 }, (_, i) => 50 + ((i * 91) % 500));
    const line = isoConfidence(spend, outcomes, 0.7);
    expect(line.length).toBeGreaterThan(10);
    expect(line.every(({ budget }, i) => i === 0 || budget >= line[i - 1]!.budget)).toBe(true);
    for (const { target, budget } of line)
      expect(jointConfidence(spend, outcomes, budget, target).both).toBeGreaterThanOrEqual(0.7 - 1e-9);
  });
});
