import { expect, it } from "vitest";
import { weightOf, type DiffedSide, type PlanDiff } from "#shared/report/differences/planDiff.ts";

const side = (ask: number, probability: number): DiffedSide => ({
  name: "Plan",
  hash: "0".repeat(64),
  budget: 100,
  ask,
  askError: 0,
  overrun: { probability, standardError: 0, meanExcess: 0 },
});

const weight = (before: DiffedSide, after: DiffedSide): number => weightOf({ before, after } as PlanDiff);

it("a change weighs what it moves most: the request, or the chance to overspend", () => {
  // Another budget moves no request: only the chance.
  expect(weight(side(100, 0.5), side(100, 0.44))).toBeCloseTo(0.06, 12);
  // Where every year overspends, only the request moves.
  expect(weight(side(100, 1), side(130, 1))).toBeCloseTo(0.3, 12);
  expect(weight(side(100, 0.5), side(90, 0.48))).toBeCloseTo(0.1, 12);
  expect(weight(side(0, 0), side(0, 0))).toBe(0);
  expect(weight(side(0, 0), side(5, 0))).toBe(1);
});
